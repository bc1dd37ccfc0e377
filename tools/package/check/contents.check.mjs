import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import plist from 'plist';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildIfStale } from '../../buildIfStale.mjs';
import { parseTarget } from '../target.mjs';
import { bytesIn, filesIn, filesOfArchive, packFor, root } from './packed.mjs';

/** All that may be in an archive. */
const allowed = [
  /^package\.json$/,
  /^LICENSE$/,
  /^THIRD_PARTY_NOTICES\.md$/,
  /^out\/main\/(index|engine|probe|cli|chunks\/[\w.-]+)\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/(index|plugin\/bare)\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2|wasm)$/,
  /^node_modules\/[^.].*\.(js|cjs|mjs|json|wasm)$/,
  /^node_modules\/.*\/licen[cs]e$/i,
  /^node_modules\/@fontsource-variable\/inter\/files\/inter-(latin|latin-ext|greek)-wght-normal\.woff2$/,
  /^node_modules\/open\/xdg-open$/,
];

/** All that may lie beside it: data, and no code. */
const allowedBeside = [
  /^models\/checksums\.json$/,
  /^models\/(starter|starter-fast|vae\/[\w-]+)\/(\w+\/)?[\w.]+\.(json|onnx|txt)$/,
  /^images\/.*\.(png|jpg|json|webm)$/,
  /^workflows\/[\w-]+\.json$/,
];

/** What only developers need, wherever it lies. */
const unwanted = /\.(ts|tsx|map|md)$|\.test\.|(^|\/)(src|test|tests|fixtures|bench|e2e|\.github)\//;

const megabyte = 1_000_000;

const beside = ['app.asar.unpacked', 'models', 'images', 'workflows'];

/** Codecs in WebAssembly: the same everywhere, and where users may replace them, as their licence wants. */
const codecs = ['libav-6.10.9.0-webm-vp9.wasm.wasm'];

const libraries = {
  'linux-x64': ['libonnxruntime.so.1', 'onnxruntime_binding.node', 'skia.linux-x64-gnu.node'],
  'win32-x64': [
    'DirectML.dll',
    'dxcompiler.dll',
    'dxil.dll',
    'onnxruntime.dll',
    'onnxruntime_binding.node',
    'skia.win32-x64-msvc.node',
  ],
  'darwin-arm64': ['libonnxruntime.1.dylib', 'onnxruntime_binding.node', 'skia.darwin-arm64.node'],
};

beforeAll(() => buildIfStale(root));

/** electron-builder makes no Mac package on Windows. */
const impossible = (name) => name.startsWith('darwin') && process.platform === 'win32';
const targets = Object.entries(libraries).filter(([name]) => {
  if (impossible(name)) console.log(`${name}: skipped, packages for macOS cannot be made on Windows.`);
  return !impossible(name);
});

describe.each(targets)('a package for %s', (name, expected) => {
  const packed = { value: undefined };
  beforeAll(async () => {
    packed.value = await packFor(parseTarget(name));
  });
  afterAll(() => packed.value?.remove());

  test('has in its archive what is on the list, and nothing else', () => {
    const { within } = filesOfArchive(join(packed.value.resources, 'app.asar'));
    const unlisted = within.filter((path) => !allowed.some((pattern) => pattern.test(path)));
    expect(unlisted).toEqual([]);
    expect(within.filter((path) => unwanted.test(path) && path !== 'THIRD_PARTY_NOTICES.md')).toEqual([]);
    expect(within).toEqual(expect.arrayContaining(['package.json', 'out/main/index.js', 'out/preload/index.cjs']));
  });

  test('has the native libraries of its own system outside the archive, and no others', () => {
    const { outside } = filesOfArchive(join(packed.value.resources, 'app.asar'));
    expect(outside.map((path) => path.split('/').at(-1)).sort()).toEqual([...codecs, ...expected].sort());
    expect(filesIn(join(packed.value.resources, 'app.asar.unpacked'))).toEqual(outside);
  });

  test('has the model, the pictures and the examples beside it, each of them and no code', () => {
    const listed = (path) => allowedBeside.some((pattern) => pattern.test(path));
    for (const folder of ['models', 'images', 'workflows']) {
      const named = (parent) => filesIn(join(parent, folder)).map((path) => `${folder}/${path}`);
      const shipped = named(packed.value.resources);
      expect(shipped.filter((path) => !listed(path))).toEqual([]);
      expect(shipped).toEqual(named(root).filter(listed));
    }
  });

  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(packed.value.program);
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => '1'.charCodeAt(0)));
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => '0'.charCodeAt(0)));
  });

  test.runIf(name.startsWith('darwin'))('tells a Mac which files it opens, and that workflows are its own', () => {
    const info = plist.parse(readFileSync(join(packed.value.program, 'Contents/Info.plist'), 'utf8'));
    const opened = info.CFBundleDocumentTypes.map((each) => [each.CFBundleTypeExtensions, each.LSHandlerRank]);
    expect(opened).toEqual([
      [['arcspace'], 'Owner'],
      [['json'], 'Alternate'],
      [['png'], 'Alternate'],
    ]);
  });

  test('is no larger than 350 MB without Electron', () => {
    const { resources } = packed.value;
    const parts = beside.map((part) => [part, bytesIn(join(resources, part))]);
    const archive = statSync(join(resources, 'app.asar')).size;
    const sizes = [['app.asar', archive], ...parts];
    for (const [part, bytes] of sizes)
      console.log(`${part.padEnd(18)} ${(bytes / megabyte).toFixed(1).padStart(6)} MB`);
    const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    console.log(`${'in all'.padEnd(18)} ${(total / megabyte).toFixed(1).padStart(6)} MB`);
    expect(total).toBeLessThan(350 * megabyte);
    expect(total).toBeGreaterThan(50 * megabyte);
  });
});
