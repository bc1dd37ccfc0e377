import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createCudaRuntime } from './cudaRuntime.ts';
import { type PackageServer, startPackageServer } from './testing/packageServer.ts';

const root = join(import.meta.dirname, '../../..');
/** Inside the program's folder, so that packages are found. */
const built = join(root, 'node_modules/.arcspace-test-gpu');
const interruptions = 10;

const wheels = {
  'onnxruntime-gpu': { 'libonnxruntime_providers_cuda.so': randomBytes(3_000_000) },
  'nvidia-cublas': { 'libcublas.so.13': randomBytes(2_000_000), 'libcublasLt.so.13': randomBytes(4_000_000) },
  'nvidia-curand': { 'libcurand.so.10': randomBytes(1_000_000) },
};

const folder = temporaryFolder();
let server: PackageServer;
beforeAll(async () => {
  const ssr = join(root, 'src/engine/gpu/testing/installOnce.ts');
  await build({ configFile: false, root, logLevel: 'error', build: { ssr, outDir: built } });
  server = await startPackageServer(wheels, '1.0.0');
});
afterEach(() => server.close());
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** Installs in a process of its own. @param until bytes that are there when it is killed */
async function install(until: number): Promise<number | null> {
  const lock = join(folder.path, 'lock.json');
  const library = join(folder.path, 'library');
  writeFileSync(lock, JSON.stringify(server.lock));
  writeFileSync(library, 'ONNX Runtime');
  const child = fork(join(built, 'installOnce.js'), [join(folder.path, 'cuda'), lock, library], {
    env: { ...process.env, ARCSPACE_CUDA_MIRROR: server.address },
  });
  child.on('message', (received) => {
    if (Number(received) >= until) child.kill('SIGKILL');
  });
  const [code] = await once(child, 'exit');
  return code;
}

test('an installation that is killed ten times at random is finished by the next, and what came is not fetched again', async () => {
  const total = server.lock.wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  const moments = Array.from({ length: interruptions }, () => Math.random() * total).sort((a, b) => a - b);
  for (const moment of moments) await install(moment);
  expect(await install(Number.POSITIVE_INFINITY)).toBe(0);
  expect(server.asked.some((request) => /bytes=[1-9]/.test(request))).toBe(true);
  const there = join(folder.path, 'cuda');
  for (const files of Object.values(wheels)) {
    for (const [name, bytes] of Object.entries(files)) expect(readFileSync(join(there, name)).equals(bytes)).toBe(true);
  }
  const names = Object.values(wheels).flatMap((files) => Object.keys(files));
  expect(readdirSync(there).sort()).toEqual([...names, 'libonnxruntime.so.1', 'runtime.json'].sort());
  const state = await createCudaRuntime({
    folder: there,
    lock: server.lock,
    library: join(folder.path, 'library'),
    unsupported: undefined,
  }).state();
  expect(state).toMatchObject({ state: 'installed', kept: total });
});
