import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runtimeVersion } from '../sessions/onnx.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { type CudaRuntime, type CudaRuntimeOptions, createCudaRuntime } from './cudaRuntime.ts';
import { withoutRuntime } from './cudaSupport.ts';
import { cudaLock } from './lock.ts';
import { outsideArchive } from './runtimePlace.ts';
import { type Misbehaviour, type PackageServer, send, startPackageServer } from './testing/packageServer.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, 'cuda', name);

/** Bytes that hardly compress. */
function noise(seed: number, size: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

const wheels = {
  'onnxruntime-gpu': {
    'libonnxruntime_providers_cuda.so': noise(1, 300_000),
    'onnxruntime-gpu-LICENSE.txt': noise(2, 90),
  },
  'nvidia-cublas': { 'libcublas.so.13': noise(3, 200_000), 'libcublasLt.so.13': noise(4, 400_000) },
};
const names = Object.values(wheels).flatMap((files) => Object.keys(files));

let server: PackageServer;
beforeEach(async () => {
  server = await startPackageServer(wheels, '1.0.0');
  vi.stubEnv('ARCSPACE_CUDA_MIRROR', server.address);
  writeFileSync(join(folder.path, 'library'), noise(5, 1000));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

function runtime(options: CudaRuntimeOptions = {}): CudaRuntime {
  const library = join(folder.path, 'library');
  const wait = async () => undefined;
  return createCudaRuntime({ folder: at(''), lock: server.lock, library, unsupported: undefined, wait, ...options });
}

function expectWhole(): void {
  for (const files of Object.values(wheels)) {
    for (const [name, bytes] of Object.entries(files)) expect(readFileSync(at(name)).equals(bytes), name).toBe(true);
  }
  expect(readFileSync(at('libonnxruntime.so.1'))).toEqual(readFileSync(join(folder.path, 'library')));
  expect(readdirSync(at('')).sort()).toEqual([...names, 'libonnxruntime.so.1', 'runtime.json'].sort());
}

const refusal = (promise: Promise<unknown>) => promise.catch((thrown: unknown) => thrown);
const faultOnce = (fault: Misbehaviour): Misbehaviour => {
  let first = true;
  return (...request) => {
    const now = first;
    first = false;
    return now && fault(...request);
  };
};

describe('the CUDA runtime is installed', () => {
  test('from its packages into a folder of the user, with progress, and its packages are not kept', async () => {
    expect(await runtime().state()).toMatchObject({ state: 'absent', present: 0, kept: 0 });
    const { total } = await runtime().state();
    const seen: number[] = [];
    await runtime().install({ progress: (received) => seen.push(received) });
    expectWhole();
    expect(seen.at(-1)).toBe(total);
    expect(seen.every((received, i) => received >= (seen[i - 1] ?? 0))).toBe(true);
    expect(await runtime().state()).toMatchObject({ state: 'installed', kept: total, needed: 0 });
  });

  test('and a second time nothing is fetched', async () => {
    await runtime().install();
    const before = server.asked.length;
    await runtime().install();
    expect(server.asked).toHaveLength(before);
    expectWhole();
  });

  test('and is there only with its manifest, which is written last', async () => {
    await runtime().install();
    rmSync(at('runtime.json'));
    expect(await runtime().state()).toMatchObject({ state: 'partial' });
    await runtime().install();
    expect(await runtime().state()).toMatchObject({ state: 'installed' });
  });

  test('for one version of ONNX Runtime: another fetches what differs, and removes what it has no more', async () => {
    await runtime().install();
    const next = await startPackageServer(
      { ...wheels, 'onnxruntime-gpu': { 'libonnxruntime_providers_cuda.so': noise(9, 1000) } },
      '2.0.0',
    );
    vi.stubEnv('ARCSPACE_CUDA_MIRROR', next.address);
    const newer = runtime({ lock: next.lock });
    expect(await newer.state()).toMatchObject({
      state: 'outdated',
      words: expect.stringContaining('is for ONNX Runtime 1.0.0; this is 2.0.0'),
    });
    await newer.install();
    expect(await newer.state()).toMatchObject({ state: 'installed' });
    expect(next.asked).toHaveLength(1);
    expect(existsSync(at('onnxruntime-gpu-LICENSE.txt'))).toBe(false);
    await next.close();
  });

  test('and what the version before had more is removed as well when the installation over it was interrupted', async () => {
    await runtime().install();
    const next = await startPackageServer(
      { ...wheels, 'onnxruntime-gpu': { 'libonnxruntime_providers_cuda.so': noise(9, 1000) } },
      '2.0.0',
    );
    vi.stubEnv('ARCSPACE_CUDA_MIRROR', next.address);
    next.misbehave(() => true);
    const stop = new AbortController();
    const interrupted = refusal(runtime({ lock: next.lock }).install({ signal: stop.signal }));
    await vi.waitFor(() => expect(next.asked).not.toEqual([]), { timeout: 60_000 });
    stop.abort();
    await interrupted;
    expect(await runtime({ lock: next.lock }).state()).toMatchObject({ state: 'partial' });
    expect(await runtime().state()).toMatchObject({ state: 'partial' });
    next.misbehave(() => false);
    await runtime({ lock: next.lock }).install();
    expect(await runtime({ lock: next.lock }).state()).toMatchObject({ state: 'installed' });
    expect(existsSync(at('onnxruntime-gpu-LICENSE.txt'))).toBe(false);
    await next.close();
  });

  test('by one process at a time', async () => {
    server.misbehave(() => true);
    const stop = new AbortController();
    const first = refusal(runtime().install({ signal: stop.signal }));
    await vi.waitFor(() => expect(server.asked).not.toEqual([]), { timeout: 60_000 });
    expect(await refusal(runtime().install())).toMatchObject({ code: 'download-running' });
    expect(await refusal(runtime().remove())).toMatchObject({ code: 'download-running' });
    stop.abort();
    await first;
  });
});

describe('what goes wrong on the way is mended or told', () => {
  test('a connection that breaks is made again where it broke', async () => {
    server.misbehave(
      faultOnce((_, response, content) => {
        response.writeHead(206, { 'content-range': `bytes 0-${content.length - 1}/${content.length}` });
        response.write(content.subarray(0, 50_000), () => response.destroy());
        return true;
      }),
    );
    await runtime().install();
    expectWhole();
    expect(server.asked[1]).toMatch(/bytes=[1-9]\d*-$/);
  });

  test('a byte that was changed is found by its checksum, and nothing of it is kept', async () => {
    server.misbehave((request, response, content) => {
      const changed = Buffer.from(content);
      changed[100_000] = (changed[100_000] ?? 0) ^ 1;
      send(request, response, changed);
      return true;
    });
    expect(await refusal(runtime().install())).toMatchObject({ code: 'wrong-checksum' });
    expect(await runtime().state()).toMatchObject({ state: 'absent', present: 0 });
  });

  test('a redirect is followed', async () => {
    server.misbehave(
      faultOnce(({ url }, response) => {
        response.writeHead(302, { location: `${server.address}${url}` }).end();
        return true;
      }),
    );
    await runtime().install();
    expectWhole();
  });

  test('the login page of a network is not taken for a package', async () => {
    server.misbehave((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Welcome to our hotel</html>');
      return true;
    });
    expect(await refusal(runtime().install())).toMatchObject({
      code: 'source-unexpected',
      message: expect.stringContaining('a web page came in place of the file'),
      remedy: expect.stringContaining('log in'),
    });
  });

  test('a package that is gone is named with the server', async () => {
    server.misbehave((_, response) => Boolean(response.writeHead(404).end()));
    expect(await refusal(runtime().install())).toMatchObject({ message: expect.stringContaining('status 404') });
  });

  test('a mirror that is no address is refused', async () => {
    vi.stubEnv('ARCSPACE_CUDA_MIRROR', 'mirror');
    expect(await refusal(runtime().install())).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('mirror'),
    });
  });

  test('too little room is told before anything is fetched, and the folder can be another', async () => {
    const wheel = server.lock.wheels[0];
    if (!wheel) throw new Error('there is a wheel');
    const huge = { ...server.lock, wheels: [{ ...wheel, bytes: 1e15 }] };
    expect(await refusal(runtime({ lock: huge }).install())).toMatchObject({
      code: 'no-room',
      remedy: expect.stringContaining('ARCSPACE_CUDA'),
    });
    expect(server.asked).toEqual([]);
  });
});

describe('what is damaged afterwards is found', () => {
  beforeEach(() => runtime().install());

  test.each(names)('%s, cut or removed, at once by its size, and it alone is fetched again', async (name) => {
    for (const damage of [() => truncateSync(at(name), 10), () => rmSync(at(name))]) {
      damage();
      const before = server.asked.length;
      expect(await runtime().state()).toMatchObject({ state: 'partial', words: expect.stringContaining(name) });
      await runtime().install();
      expectWhole();
      expect(server.asked).toHaveLength(before + 1);
    }
  });

  test.each(names)('%s, changed with its size kept, by repairing', async (name) => {
    const content = readFileSync(at(name));
    content[7] = (content[7] ?? 0) ^ 1;
    writeFileSync(at(name), content);
    await runtime().install({}, true);
    expectWhole();
  });

  test('and the copy of ONNX Runtime is made again', async () => {
    writeFileSync(at('libonnxruntime.so.1'), 'cut');
    expect(await runtime().state()).toMatchObject({ state: 'partial' });
    await runtime().install();
    expectWhole();
  });
});

describe('the CUDA runtime is removed', () => {
  test('with all that was begun, and what it freed is told', async () => {
    await runtime().install();
    const { present } = await runtime().state();
    expect(await runtime().remove()).toBe(present);
    expect(existsSync(at(''))).toBe(false);
    expect(await runtime().remove()).toBe(0);
  });

  test('and nothing that somebody else put there', async () => {
    await runtime().install();
    mkdirSync(at('mine'));
    writeFileSync(at('mine/own.txt'), 'mine');
    await runtime().remove();
    expect(readdirSync(at(''))).toEqual(['mine']);
  });
});

describe('where there is no CUDA, it is said what there is', () => {
  test.each([
    ['win32', 'x64', 'WSL 2', 'DirectML'],
    ['darwin', 'arm64', 'no CUDA on macOS', 'Core ML'],
    ['darwin', 'x64', 'no CUDA on macOS', 'no build'],
    ['linux', 'arm64', 'x64 processors only', 'CPU'],
  ])('%s %s', async (platform, architecture, why, instead) => {
    const words = withoutRuntime(platform, architecture);
    expect(words).toContain(why);
    expect(words).toContain(instead);
    const there = runtime({ unsupported: words });
    expect(await there.state()).toMatchObject({ state: 'unsupported', words, present: 0, needed: 0 });
    expect(await refusal(there.install())).toMatchObject({
      code: 'no-gpu-build',
      message: words,
      remedy: 'Choose a device with --device.',
    });
  });

  test('and on Linux on x64 there is', () => {
    expect(withoutRuntime('linux', 'x64')).toBeUndefined();
  });
});

test('ONNX Runtime of the desktop app is found beside its archive', () => {
  const inside = '/opt/Arcspace/resources/app.asar/node_modules/onnxruntime-node';
  expect(outsideArchive(inside)).toBe('/opt/Arcspace/resources/app.asar.unpacked/node_modules/onnxruntime-node');
  expect(outsideArchive('/home/user/app.asar.unpacked/x')).toBe('/home/user/app.asar.unpacked/x');
});

test('the lock is for the ONNX Runtime in use: "node tools/cudaLock.mjs INDEX" makes it anew', () => {
  expect(cudaLock.onnxruntime).toBe(runtimeVersion);
  const packages = cudaLock.wheels.map((wheel) => wheel.package);
  expect(packages.sort()).toEqual([
    'nvidia-cublas',
    'nvidia-cuda-nvrtc',
    'nvidia-cuda-runtime',
    'nvidia-cudnn-cu13',
    'nvidia-curand',
    'onnxruntime-gpu',
  ]);
});
