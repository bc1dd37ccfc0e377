import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { explainMissingCuda } from '../providers/explainMissingCuda.ts';
import { type ProbeOutcome, probe } from '../providers/probe.ts';
import { forkProbe } from '../providers/probing/forkProbe.ts';
import { runtimeVersion } from '../sessions/onnx.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { writeManifest } from './manifest.ts';
import { installedLibrary, libraryName, providerName } from './runtimePlace.ts';

const root = join(import.meta.dirname, '../../..');
/** Inside the program's folder, so that packages are found. */
const built = join(root, 'node_modules/.arcspace-test-damaged');

/** Stand-ins for the libraries, in the order in which they are to be loaded, with what each needs. */
const needs = {
  'libcudart.so.13': [],
  'libcublasLt.so.13': [],
  'libcublas.so.13': ['libcublasLt.so.13'],
  'libcurand.so.10': ['libcudart.so.13'],
  'libnvrtc.so.13': [],
  'libcudnn.so.9': [],
} as const;
const order = Object.keys(needs);
const provider = providerName;
const bridge = 'libonnxruntime_providers_shared.so';
const names = [...order, provider, bridge];

const here = process.platform === 'linux' && process.arch === 'x64';
const compiler = here && spawnSync('cc', ['--version']).status === 0;
if (!compiler) console.warn('Damaged CUDA libraries are not tested here: there is no Linux on x64 with a C compiler.');

/** Where the stand-ins are made. */
let stubs: string;
const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const log = () => join(folder.path, 'loaded.txt');

/** A library that notes that it was loaded, and is large enough to be cut. */
function compile(name: string, needed: readonly string[], code = ''): void {
  const source = `
    #include <stdio.h>
    #include <stdlib.h>
    static const char filler[200000] = {1};
    const char *filled(void) { return filler; }
    __attribute__((constructor)) static void loaded(void) {
      const char *log = getenv("ARCSPACE_TEST_LOG");
      FILE *file = log ? fopen(log, "a") : NULL;
      if (file) { fputs("${name}\\n", file); fclose(file); }
    }
    ${code}`;
  const options = [
    '-shared',
    '-fPIC',
    '-x',
    'c',
    '-',
    `-Wl,-soname,${name}`,
    '-Wl,--no-as-needed',
    '-o',
    join(stubs, name),
  ];
  execFileSync('cc', [...options, '-x', 'none', ...needed.map((each) => join(stubs, each))], { input: source });
}

function compileAll(): void {
  for (const [name, needed] of Object.entries(needs)) compile(name, needed);
  compile('libcuda.so.1', []);
  compile(bridge, [], 'void Provider_SetHost(void *host) {} void *Provider_GetHost(void) { return NULL; }');
  compile(provider, ['libcublasLt.so.13', 'libcublas.so.13', 'libcurand.so.10', 'libcudart.so.13', 'libcuda.so.1']);
}

/** Lists what lies in the folder as what was installed. */
async function list(): Promise<void> {
  const all = [...names, libraryName].filter((name) => existsSync(at(name)));
  const files = all.map((name) => ({ name, bytes: statSync(at(name)).size, sha256: '' }));
  await writeManifest(folder.path, runtimeVersion, files);
}

const tryCuda = (): Promise<ProbeOutcome> => probe('cuda', forkProbe(join(built, 'probeProcess.js')));

/** The driver's library is found. */
function withDriver(): void {
  const driver = at('driver');
  mkdirSync(driver);
  copyFileSync(join(stubs, 'libcuda.so.1'), join(driver, 'libcuda.so.1'));
  vi.stubEnv('LD_LIBRARY_PATH', driver);
}

const damages: Readonly<Record<string, (name: string) => void>> = {
  removed: (name) => rmSync(at(name)),
  cut: (name) => truncateSync(at(name), Math.floor(statSync(at(name)).size / 2)),
  'cut to nothing': (name) => truncateSync(at(name), 0),
  'overwritten with zeros': (name) => writeFileSync(at(name), Buffer.alloc(statSync(at(name)).size)),
};

describe.skipIf(!compiler)('CUDA libraries made of stand-ins', () => {
  beforeAll(async () => {
    stubs = mkdtempSync(join(tmpdir(), 'arcspace-stubs-'));
    compileAll();
    const ssr = join(root, 'src/engine/providers/probing/probeProcess.ts');
    await build({ configFile: false, root, logLevel: 'error', build: { ssr, outDir: built } });
  });
  afterAll(() => {
    for (const made of [built, stubs]) rmSync(made, { recursive: true, force: true });
  });
  beforeEach(async () => {
    for (const name of names) copyFileSync(join(stubs, name), at(name));
    copyFileSync(installedLibrary(), at(libraryName));
    vi.stubEnv('ARCSPACE_CUDA', folder.path);
    vi.stubEnv('ARCSPACE_TEST_LOG', log());
    await list();
  });
  afterEach(() => vi.unstubAllEnvs());

  test('are loaded in the order in which they need each other, and all that lacks is the driver', async () => {
    expect(await explainMissingCuda()).toBeUndefined();
    expect(await tryCuda()).toMatchObject({
      computes: false,
      reason: expect.stringContaining('are in place'),
      remedy: expect.stringContaining('driver'),
    });
    expect(readFileSync(log(), 'utf8').trim().split('\n').slice(0, order.length)).toEqual(order);
  });

  test('are found by the provider with the driver there, and nothing is written beside ONNX Runtime', async () => {
    withDriver();
    // The stand-in is no provider: that it is asked to be one shows that all it needs was loaded.
    expect(await tryCuda()).toMatchObject({ reason: expect.stringContaining(`${provider} cannot be loaded`) });
    const loaded = readFileSync(log(), 'utf8').trim().split('\n');
    expect(loaded).toContain('libcuda.so.1');
    expect(loaded.at(-1)).toBe(provider);
    expect(readdirSync(join(installedLibrary(), '..')).filter((name) => name.includes('providers'))).toEqual([]);
  });

  describe.each(names)('%s', (name) => {
    test.each(['removed', 'cut', 'cut to nothing'])('%s, is named before anything is loaded', async (damage) => {
      damages[damage]?.(name);
      expect(await explainMissingCuda()).toMatchObject({
        reason: expect.stringContaining(`is damaged: ${name} is missing or cut`),
        remedy: expect.stringContaining('gpu install'),
      });
    });

    test.each(['cut', 'overwritten with zeros'])(
      '%s without a trace, ends in a reason and no crash',
      async (damage) => {
        withDriver();
        damages[damage]?.(name);
        await list();
        const outcome = await tryCuda();
        expect(outcome).toMatchObject({ computes: false, remedy: expect.stringContaining('--repair') });
        // The bridge is loaded along with the provider, and may be taken for it.
        const named = name === bridge ? /libonnxruntime_providers_\w+\.so/ : new RegExp(name);
        expect(outcome).toMatchObject({ reason: expect.stringMatching(named) });
      },
    );
  });

  test('one swapped for another is named', async () => {
    withDriver();
    copyFileSync(at('libcudart.so.13'), at('libcublasLt.so.13'));
    await list();
    expect(await tryCuda()).toMatchObject({ computes: false, remedy: expect.stringContaining('--repair') });
  });

  test('with another copy of ONNX Runtime are left alone', async () => {
    appendFileSync(at(libraryName), 'changed');
    await list();
    expect(await tryCuda()).toMatchObject({ computes: false, remedy: expect.stringContaining('--repair') });
    expect(existsSync(log()) ? readFileSync(log(), 'utf8') : '').not.toContain(provider);
  });

  test('of another version of ONNX Runtime are left alone, and that is said', async () => {
    await writeManifest(folder.path, '0.0.1', []);
    expect(await explainMissingCuda()).toMatchObject({ reason: expect.stringContaining('is for ONNX Runtime 0.0.1') });
  });
});
