import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installCudaProvider } from './install.ts';
import type { Fetch } from './packageSource.ts';
import { cudaProviderFiles, type ProviderFiles } from './providerFiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arcspace-gpu-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const host = 'https://packages.example';
const cuda = 'libonnxruntime_providers_cuda.so';
const shared = 'libonnxruntime_providers_shared.so';

function wanted(): ProviderFiles {
  return {
    folder,
    files: new Map([
      [shared, `runtimes/${shared}`],
      [cuda, `runtimes/${cuda}`],
    ]),
    packageName: 'a.package',
    version: '1.2.3',
    index: `${host}/index.json`,
  };
}

function packageOf(entries: Record<string, string>): Buffer {
  const require = createRequire(createRequire(import.meta.url).resolve('onnxruntime-node'));
  const zip = new (require('adm-zip'))();
  for (const [name, content] of Object.entries(entries)) zip.addFile(name, Buffer.from(content));
  return zip.toBuffer();
}

const whole = packageOf({ [`runtimes/${shared}`]: 'shared', [`runtimes/${cuda}`]: 'cuda', 'license.txt': 'words' });

interface Source {
  readonly content?: Buffer;
  readonly entry?: object;
  readonly registrations?: string;
}

/** A package source of four answers, as the NuGet server API describes them. */
function source({ content = whole, entry, registrations = `${host}/r/` }: Source = {}): Fetch {
  const sha512 = createHash('sha512').update(whole).digest('base64');
  const answers: Record<string, unknown> = {
    '/index.json': {
      resources: [
        { '@id': `${host}/p/`, '@type': 'PackageBaseAddress/3.0.0' },
        { '@id': registrations, '@type': 'RegistrationsBaseUrl/3.6.0' },
      ],
    },
    '/r/a.package/1.2.3.json': { catalogEntry: `${host}/c.json` },
    '/c.json': entry ?? { packageHash: sha512, packageHashAlgorithm: 'SHA512', packageSize: whole.length },
    '/p/a.package/1.2.3/a.package.1.2.3.nupkg': content,
  };
  return async (url) => {
    const answer = answers[url.slice(host.length)];
    if (answer === undefined) return new Response('no', { status: 404, statusText: 'Not Found' });
    return new Response(answer instanceof Buffer ? new Uint8Array(answer) : JSON.stringify(answer));
  };
}

test('the files come out of the package into their place, with progress on the way', async () => {
  const seen: number[] = [];
  const result = await installCudaProvider({
    files: wanted(),
    fetch: source(),
    onProgress: ({ received, total }) => seen.push(received / (total ?? Number.NaN)),
  });
  expect(result).toEqual({ changed: true, folder, files: [shared, cuda] });
  expect(readFileSync(join(folder, cuda), 'utf8')).toBe('cuda');
  expect(readFileSync(join(folder, shared), 'utf8')).toBe('shared');
  expect(readdirSync(folder)).toHaveLength(2);
  expect(seen.at(-1)).toBe(1);
});

test('what is in place already is not fetched again', async () => {
  await installCudaProvider({ files: wanted(), fetch: source() });
  const again = await installCudaProvider({ files: wanted(), fetch: () => Promise.reject(new Error('asked')) });
  expect(again.changed).toBe(false);
});

describe('what goes wrong is said plainly and leaves nothing behind', () => {
  async function refused(fetch: Fetch, files: ProviderFiles | undefined = wanted()): Promise<unknown> {
    const result = await installCudaProvider({ files, fetch }).catch((thrown: unknown) => thrown);
    expect(readdirSync(folder)).toEqual([]);
    return result;
  }

  test('a platform without a build', async () => {
    const thrown = await installCudaProvider({ files: undefined }).catch((problem: unknown) => problem);
    expect(thrown).toMatchObject({ code: 'no-gpu-build' });
  });

  test('a network that refuses', async () => {
    const fetch: Fetch = () => {
      throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND packages.example') });
    };
    expect(await refused(async (url) => fetch(url))).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('packages.example cannot be used: getaddrinfo ENOTFOUND'),
    });
  });

  test('a source that has no such version', async () => {
    expect(await refused(source({ registrations: `${host}/elsewhere/` }))).toMatchObject({
      message: expect.stringContaining('it answered 404 Not Found'),
    });
  });

  test('a source that publishes no checksum', async () => {
    expect(await refused(source({ entry: {} }))).toMatchObject({ code: 'no-checksum' });
  });

  test('a package that was changed on the way', async () => {
    const content = packageOf({ [`runtimes/${shared}`]: 'shared', [`runtimes/${cuda}`]: 'evil' });
    expect(await refused(source({ content }))).toMatchObject({ code: 'wrong-checksum' });
  });

  test('a package without the files', async () => {
    const content = packageOf({ 'license.txt': 'words' });
    const packageHash = createHash('sha512').update(content).digest('base64');
    const entry = { packageHash, packageHashAlgorithm: 'SHA512' };
    expect(await refused(source({ content, entry }))).toMatchObject({
      message: expect.stringContaining(`holds no runtimes/${shared}`),
    });
  });

  test('an answer that leads to an address without encryption', async () => {
    expect(await refused(source({ registrations: 'http://packages.example/r/' }))).toMatchObject({
      message: expect.stringContaining('its address is not https'),
    });
  });

  test('an answer that is a login page', async () => {
    expect(await refused(async () => new Response('<html>'))).toMatchObject({ code: 'source-unexpected' });
  });

  test('a download that breaks off', async () => {
    const fetch: Fetch = async (url) => {
      if (!url.endsWith('.nupkg')) return source()(url);
      const chunks = new ReadableStream({
        pull: (controller) => controller.error(new Error('socket hang up')),
      });
      return new Response(chunks);
    };
    expect(await refused(fetch)).toMatchObject({
      message: expect.stringContaining('was interrupted (socket hang up)'),
    });
  });

  test('a folder that may not be written to', async () => {
    const thrown = await installCudaProvider({
      files: { ...wanted(), folder: join(folder, 'gone') },
      fetch: source(),
    }).catch((problem: unknown) => problem);
    expect(thrown).toMatchObject({ code: 'cannot-write' });
  });
});

describe('the installed ONNX Runtime says itself what its CUDA provider is', () => {
  test('on Linux with x64: two files of one package', () => {
    const files = cudaProviderFiles('linux/x64');
    expect([...(files?.files.keys() ?? [])].sort()).toEqual([cuda, shared]);
    expect(files?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(existsSync(files?.folder ?? '')).toBe(true);
  });

  test('elsewhere there is none', () => {
    expect(cudaProviderFiles('darwin/arm64')).toBeUndefined();
  });
});
