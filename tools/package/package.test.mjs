import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { addresses } from './addresses.mjs';
import { builderConfig, fuses } from './builderConfig.mjs';
import { externalPackages } from './externalPackages.mjs';
import { copyPackages, loadedPackages } from './modules.mjs';
import { parseTarget } from './target.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'arcspace-modules-'));
afterAll(() => rmSync(folder, { recursive: true }));

const linux = parseTarget('linux-x64');
const mac = parseTarget('darwin-arm64');

/** Installed packages: their files by path, and what they depend on by name. */
function installed(name, files, manifests) {
  const modules = join(folder, name);
  for (const [each, manifest] of Object.entries(manifests)) files[`${each}/package.json`] = JSON.stringify(manifest);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(modules, path)), { recursive: true });
    writeFileSync(join(modules, path), content);
  }
  return modules;
}

const plain = Object.fromEntries(externalPackages.map((name) => [name, {}]));

describe('the systems that packages are made for', () => {
  test('are those that ONNX Runtime has libraries for', () => {
    expect(parseTarget('win32-x64')).toEqual({ platform: 'win32', arch: 'x64' });
    expect(() => parseTarget('darwin-x64')).toThrow('no package for "darwin-x64". Packages can be made for linux-x64');
  });
});

describe('the packages that go along', () => {
  test('are those that are loaded, with what they load themselves, and not what only their install scripts load', () => {
    const modules = installed(
      'loaded',
      {},
      {
        ...plain,
        'onnxruntime-node': { dependencies: { 'adm-zip': '1', 'onnxruntime-common': '1' } },
        'onnxruntime-common': {},
        'adm-zip': {},
        unrelated: {},
      },
    );
    expect(loadedPackages(modules, linux)).toEqual([...externalPackages, 'onnxruntime-common'].sort());
  });

  test('include prebuilt libraries of the target only', () => {
    const optionalDependencies = {
      '@napi-rs/canvas-linux-x64-gnu': '1',
      '@napi-rs/canvas-linux-x64-musl': '1',
      '@napi-rs/canvas-darwin-arm64': '1',
    };
    const modules = installed(
      'prebuilt',
      {},
      {
        ...plain,
        '@napi-rs/canvas': { optionalDependencies },
        '@napi-rs/canvas-linux-x64-gnu': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
      },
    );
    expect(loadedPackages(modules, linux)).toContain('@napi-rs/canvas-linux-x64-gnu');
    expect(() => loadedPackages(modules, mac)).toThrow('@napi-rs/canvas-darwin-arm64 is not installed');
  });

  test('are copied without libraries of other systems, sources and texts', () => {
    const modules = installed(
      'copied',
      {
        'onnxruntime-node/dist/index.js': '',
        'onnxruntime-node/dist/index.d.ts': '',
        'onnxruntime-node/dist/index.js.map': '',
        'onnxruntime-node/lib/index.ts': '',
        'onnxruntime-node/README.md': '',
        'onnxruntime-node/script/install.js': '',
        'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1': '',
        'onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1': '',
        'onnxruntime-node/bin/napi-v6/darwin/arm64/libonnxruntime.1.dylib': '',
        'onnxruntime-node/bin/napi-v6/darwin/arm64/libonnxruntime.1.30.0.dylib': '',
      },
      {},
    );
    const copied = (target) => {
      const to = join(folder, `to-${target.platform}`);
      copyPackages(modules, ['onnxruntime-node'], target, to);
      return (path) => readFileSync(join(to, 'onnxruntime-node', path), 'utf8');
    };
    const onLinux = copied(linux);
    expect(onLinux('dist/index.js')).toBe('');
    expect(onLinux('bin/napi-v6/linux/x64/libonnxruntime.so.1')).toBe('');
    for (const path of ['README.md', 'lib/index.ts', 'dist/index.d.ts', 'dist/index.js.map', 'script/install.js'])
      expect(() => onLinux(path)).toThrow('ENOENT');
    expect(() => onLinux('bin/napi-v6/linux/arm64/libonnxruntime.so.1')).toThrow('ENOENT');
    const onMac = copied(mac);
    expect(onMac('bin/napi-v6/darwin/arm64/libonnxruntime.1.dylib')).toBe('');
    expect(() => onMac('bin/napi-v6/darwin/arm64/libonnxruntime.1.30.0.dylib')).toThrow('ENOENT');
  });
});

describe('where the project lives', () => {
  const github = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_REPOSITORY: 'a/b',
  };

  test('is what the manifest says', () => {
    const named = { homepage: 'https://a.example', releases: 'https://a.example/latest.json' };
    expect(addresses(named, github)).toEqual(named);
  });

  test('is where a workflow of GitHub builds it', () => {
    expect(addresses({}, github)).toEqual({
      homepage: 'https://github.com/a/b',
      releases: 'https://api.github.com/repos/a/b/releases/latest',
    });
  });

  test('is nowhere elsewhere: such a package looks for no updates', () => {
    expect(addresses({}, {})).toEqual({});
  });
});

describe('what electron-builder is told', () => {
  const staged = { app: '/staged/app', resources: '/staged/resources' };
  const config = builderConfig({ root, staged, output: '/dist', electronVersion: '45.5.0', environment: {} });

  test('is to make Electron start nothing but the archive', () => {
    expect(fuses).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true, enableNodeCliInspectArguments: false });
    expect(config.electronFuses).toBe(fuses);
  });

  test('is to leave libav.js beside the archive, whose integrity is checked, so that it can be replaced', () => {
    expect(config.asarUnpack).toContain('**/@libav.js/**/*.wasm');
  });

  test('is to let no menu start an AppImage without the sandbox', () => {
    expect(config.linux.executableArgs).toEqual([]);
  });

  test('is to sign for a Mac with the certificate that there is, and by nobody otherwise', () => {
    const signed = (environment) =>
      builderConfig({ root, staged, output: '/dist', electronVersion: '45.5.0', environment }).mac;
    expect(signed({})).toMatchObject({ identity: '-', hardenedRuntime: false });
    expect(signed({ CSC_LINK: 'certificate' })).toMatchObject({ hardenedRuntime: true });
    expect(signed({ CSC_LINK: 'certificate' })).not.toHaveProperty('identity');
  });

  test('is to leave .json files to the programs that open them now', () => {
    const owned = [...config.linux.fileAssociations, ...config.win.fileAssociations, ...config.mac.fileAssociations]
      .filter(({ rank }) => rank !== 'Alternate')
      .map(({ ext }) => ext);
    expect(new Set(owned)).toEqual(new Set(['arcspace']));
  });
});

describe('the icons in resources', () => {
  const sizesOfIco = (file) => {
    const bytes = readFileSync(join(root, 'resources', file));
    return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => bytes.readUInt8(6 + 16 * index) || 256);
  };

  test.each(['icon.ico', 'workflow.ico'])('%s has all sizes that Windows shows', (file) => {
    expect(sizesOfIco(file)).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  test.each(['icon.icns', 'workflow.icns'])('%s says its own length', (file) => {
    const bytes = readFileSync(join(root, 'resources', file));
    expect([bytes.toString('latin1', 0, 4), bytes.readUInt32BE(4)]).toEqual(['icns', bytes.length]);
  });

  test('are drawn for Linux at the sizes in their names', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const png = readFileSync(join(root, `resources/icons/${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});
