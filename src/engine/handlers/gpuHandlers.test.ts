import { randomBytes } from 'node:crypto';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Download } from '../../protocol/downloads.ts';
import type { Device } from '../../protocol/types.ts';
import { createCudaRuntime } from '../gpu/cudaRuntime.ts';
import { unfinishedRuntime } from '../gpu/runtimeJob.ts';
import { type PackageServer, startPackageServer } from '../gpu/testing/packageServer.ts';
import { createDownloader } from '../hub/downloader.ts';
import { createDownloads } from '../hub/downloads.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { downloadFolders } from '../workspace/folders.ts';
import { gpuHandlers } from './gpuHandlers.ts';

/** Also on a busy machine. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000 });

const folder = temporaryFolder();
let server: PackageServer;
let told: (readonly Download[])[];
beforeEach(async () => {
  server = await startPackageServer({ cublas: { 'libcublas.so.13': randomBytes(300_000) } }, '1.0.0');
  vi.stubEnv('ARCSPACE_CUDA_MIRROR', server.address);
  writeFileSync(join(folder.path, 'library'), 'ONNX Runtime');
  told = [];
  devices = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const whileIdle = async (work: () => Promise<unknown>) => void (await work());
const checkAgain = async (): Promise<Device> => ({
  provider: 'cpu',
  label: 'CPU',
  reason: '',
  choice: 'auto',
  findings: [],
});

/** The calls of an engine, and its downloads. */
function engine() {
  const library = join(folder.path, 'library');
  const runtime = createCudaRuntime({
    folder: join(folder.path, 'cuda'),
    lock: server.lock,
    library,
    unsupported: undefined,
  });
  const downloader = createDownloader(downloadFolders(folder.path));
  const downloads = createDownloads(downloader, () => unfinishedRuntime(runtime));
  return { downloads, ...gpuHandlers(runtime, downloads, { whileIdle, checkAgain }) };
}

let devices: unknown[];
const emit = (name: string, news: unknown) =>
  void (name === 'downloads' ? told.push(news as readonly Download[]) : devices.push(news));

/** The server sends the beginning of a package, and then nothing. */
function stall(): void {
  server.misbehave((_, response, content) => {
    response.writeHead(206, { 'content-range': `bytes 0-${content.length - 1}/${content.length}` });
    return response.write(content.subarray(0, 100_000)) || true;
  });
}

describe('the CUDA libraries are one of the downloads of an engine', () => {
  test('which is told of to its end', async () => {
    const { gpuState, installGpu, removeGpu, downloads } = engine();
    expect(await gpuState({}, emit)).toMatchObject({ state: 'absent' });
    await installGpu({ repair: false }, emit);
    await eventually(() => expect(told.at(-1)?.[0]?.state).toBe('done'));
    expect(told.at(-1)).toMatchObject([{ id: 'cuda', kind: 'cuda', target: join(folder.path, 'cuda') }]);
    expect(await gpuState({}, emit)).toMatchObject({ state: 'installed' });
    await downloads.discard('cuda');
    expect(await gpuState({}, emit)).toMatchObject({ state: 'installed' });
    expect(await removeGpu({}, emit)).toMatchObject({ state: 'absent', present: 0 });
  });

  test('after which devices are looked at anew, and every window is told', async () => {
    const { installGpu } = engine();
    await installGpu({ repair: false }, emit);
    await eventually(() => expect(told.at(-1)?.[0]?.state).toBe('done'));
    expect(devices).toEqual([await checkAgain()]);
  });

  test('of which a repair that is cancelled is still a repair, and takes nothing with it when it is discarded', async () => {
    const { installGpu, downloads, gpuState } = engine();
    await installGpu({ repair: false }, emit);
    await eventually(() => expect(told.at(-1)?.[0]?.state).toBe('done'));
    const library = join(folder.path, 'cuda/libcublas.so.13');
    writeFileSync(library, 'damaged');
    stall();
    await installGpu({ repair: true }, emit);
    await eventually(() => expect(server.asked).toHaveLength(2));
    await downloads.stop('cuda');
    expect((await downloads.list())[0]).toMatchObject({ state: 'stopped', repair: true });
    await downloads.discard('cuda');
    expect(existsSync(join(folder.path, 'cuda/downloads'))).toBe(false);
    expect(existsSync(join(folder.path, 'cuda/libonnxruntime.so.1'))).toBe(true);
    expect((await gpuState({}, emit)).present).toBeGreaterThan(0);
  });

  test('which stops, is still listed by the next engine, and goes on there', async () => {
    stall();
    const first = engine();
    await first.installGpu({ repair: false }, emit);
    await eventually(() => expect(server.asked).toHaveLength(1));
    const { url = '' } = server.lock.wheels[0] ?? {};
    const partial = join(folder.path, 'cuda/downloads', `${basename(url)}.part`);
    await eventually(() => expect(statSync(partial).size).toBe(100_000));
    await first.downloads.close();
    server.misbehave(() => false);
    const next = engine();
    const [left] = await next.downloads.list();
    expect(left).toMatchObject({ id: 'cuda', state: 'stopped' });
    expect(left?.received).toBeGreaterThan(0);
    await next.installGpu({ repair: false }, emit);
    await eventually(() => expect(told.at(-1)?.[0]?.state).toBe('done'));
    expect(server.asked[1]).toMatch(/bytes=[1-9]/);
  });

  test('which is discarded with all that came', async () => {
    stall();
    const { installGpu, downloads, gpuState } = engine();
    await installGpu({ repair: false }, emit);
    await eventually(() => expect(server.asked).toHaveLength(1));
    await expect(downloads.discard('cuda')).rejects.toMatchObject({ code: 'download-running' });
    await downloads.stop('cuda');
    await downloads.discard('cuda');
    expect(await downloads.list()).toEqual([]);
    expect(await gpuState({}, emit)).toMatchObject({ state: 'absent', present: 0 });
  });
});
