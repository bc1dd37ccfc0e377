import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileService } from '../../graph/context.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { sortNaturally } from './fileNames.ts';
import { createFileService } from './fileService.ts';
import { createHasher } from './hasher.ts';
import { writeNew } from './writeNew.ts';

const folder = temporaryFolder();

/** Roots in the order of a run: beside the workflow, workspace, program (of which only pictures may be named). */
function service(allowed: readonly string[] = []): FileService {
  const at = (name: string) => join(folder.path, name);
  for (const name of ['own', 'workspace', 'program']) mkdirSync(at(name), { recursive: true });
  return createFileService({
    places: {
      roots: [{ folder: at('own') }, { folder: at('workspace') }, { folder: at('program'), only: ['images'] }],
      allowed: new Set(allowed),
    },
    output: at('workspace/results'),
    workspace: at('workspace'),
    hasher: createHasher(),
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = async (content: Promise<Uint8Array>) => Buffer.from(await content).toString();

describe('a file is looked for beside the workflow, then in the workspace, then in the program', () => {
  test('and the first counts', async () => {
    folder.write('program/images/a.txt', 'program');
    expect(await text(service().read('images/a.txt'))).toBe('program');
    folder.write('workspace/images/a.txt', 'workspace');
    expect(await text(service().read('images/a.txt'))).toBe('workspace');
    folder.write('own/images/a.txt', 'own');
    expect(await text(service().read('./images//a.txt'))).toBe('own');
  });

  test('of the program only what comes for it', async () => {
    folder.write('program/package.json', '{}');
    await expect(service().read('package.json')).rejects.toMatchObject({ code: 'missing-file' });
  });

  test('and when it is nowhere, that is said', async () => {
    await expect(service().read('images/gone.png')).rejects.toMatchObject({
      code: 'missing-file',
      message:
        'There is no "images/gone.png" beside the workflow, in the workspace, or among the files of the program.',
      place: { file: 'images/gone.png' },
    });
  });
});

describe('a name is found however its accents are written', () => {
  const spellings = [
    ['together on the disk, apart in the workflow', 'NFC', 'NFD'],
    ['apart on the disk, together in the workflow', 'NFD', 'NFC'],
  ] as const;

  test.each(spellings)('%s', async (_, onDisk, asked) => {
    folder.write('workspace/Größen/Öl/é.png'.normalize(onDisk), 'found');
    const files = service();
    const path = 'Größen/Öl/é.png'.normalize(asked);
    expect(await text(files.read(path))).toBe('found');
    expect(await files.fingerprint(path)).toBe(await files.fingerprint(path.normalize(onDisk)));
    const listed = await files.list('Größen/Öl'.normalize(asked), ['png']);
    expect(listed.map((name) => name.normalize('NFC'))).toEqual(['Größen/Öl/é.png']);
    expect(await text(files.read(listed[0] ?? ''))).toBe('found');
  });

  test('and the exact spelling counts first', async () => {
    for (const form of ['NFC', 'NFD']) folder.write('workspace/é.png'.normalize(form), form);
    const forms = new Set(readdirSync(join(folder.path, 'workspace'))).size;
    if (forms === 2) expect(await text(service().read('é.png'.normalize('NFD')))).toBe('NFD');
    expect(await text(service().read('é.png'.normalize('NFC')))).toBe(forms === 2 ? 'NFC' : 'NFD');
  });

  test('and a result goes into the folder that is there', async () => {
    folder.write('workspace/results/Öl/a.png'.normalize('NFD'), 'old');
    const path = await service().write('Öl/b.png'.normalize('NFC'), bytes('new'));
    expect(readdirSync(join(folder.path, 'workspace/results'))).toHaveLength(1);
    expect(await text(service().read(path))).toBe('new');
  });
});

describe('no path leads out of the folders', () => {
  const paths = [
    '../secret.txt',
    'a/../../secret.txt',
    'a/b/../../../secret.txt',
    '..',
    '/etc/passwd',
    '//server/share',
    'C:/Windows/win.ini',
    'c:secret.txt',
    'C:\\Windows\\win.ini',
    '\\\\server\\share\\a.png',
    '..\\secret.txt',
    'a\\..\\..\\secret.txt',
    'a\0.png',
    'a\nb.png',
    `${'a/'.repeat(2000)}../../../etc/passwd`,
  ];

  test.each(paths.map((path) => [JSON.stringify(path).slice(0, 60), path]))('%s', async (_, path) => {
    folder.write('secret.txt', 'secret');
    const files = service();
    const attempts = [
      () => files.read(path),
      () => files.list(path, []),
      () => files.fingerprint(path),
      () => files.write(path, bytes('x')),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ name: 'ArcspaceError', code: 'outside-folders' });
    }
    expect(readFileSync(join(folder.path, 'secret.txt'), 'utf8')).toBe('secret');
  });

  test('through a link', async () => {
    const files = service();
    folder.write('secret/a.txt', 'secret');
    symlinkSync(join(folder.path, 'secret/a.txt'), join(folder.path, 'workspace/a.txt'));
    symlinkSync(join(folder.path, 'secret'), join(folder.path, 'workspace/linked'));
    mkdirSync(join(folder.path, 'workspace/results'));
    symlinkSync(join(folder.path, 'secret'), join(folder.path, 'workspace/results/linked'));
    const attempts = [
      () => files.read('a.txt'),
      () => files.read('linked/a.txt'),
      () => files.list('linked', []),
      () => files.write('linked/b.txt', bytes('x')),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toThrow('is a link that leads out of its folder');
    }
    expect(readdirSync(join(folder.path, 'secret'))).toEqual(['a.txt']);
  });

  test('but a link that stays inside is followed', async () => {
    const files = service();
    folder.write('workspace/deep/a.txt', 'found');
    symlinkSync(join(folder.path, 'workspace/deep'), join(folder.path, 'workspace/short'));
    expect(await text(files.read('short/a.txt'))).toBe('found');
  });

  test('a whole path is heard only in a folder that the user chose', async () => {
    const chosen = folder.write('chosen/a.txt', 'chosen');
    await expect(service().read(chosen)).rejects.toMatchObject({ code: 'outside-folders' });
    expect(await text(service([join(folder.path, 'chosen')]).read(chosen))).toBe('chosen');
    folder.write('chosen-not/a.txt', 'secret');
    const neighbour = join(folder.path, 'chosen-not/a.txt');
    await expect(service([join(folder.path, 'chosen')]).read(neighbour)).rejects.toMatchObject({
      code: 'outside-folders',
    });
  });
});

describe('a list of files', () => {
  test('is in the order in which people count, with the folder in every path', async () => {
    for (const name of ['b10.png', 'b2.png', 'A1.PNG', 'c.jpg', '.hidden.png', 'd.txt'])
      folder.write(`workspace/set/${name}`, '');
    mkdirSync(join(folder.path, 'workspace/set/folder.png'));
    expect(await service().list('set/', ['.png', 'jpg'])).toEqual([
      'set/A1.PNG',
      'set/b2.png',
      'set/b10.png',
      'set/c.jpg',
    ]);
  });

  test('of a file is refused', async () => {
    folder.write('workspace/a.png', '');
    await expect(service().list('a.png', [])).rejects.toThrow('"a.png" is a file, not a folder.');
    await expect(service().read('.')).rejects.toThrow('is a folder');
  });
});

describe('a fingerprint', () => {
  test('changes with the content, not with the time', async () => {
    const file = folder.write('workspace/a.txt', 'one');
    const files = service();
    const first = await files.fingerprint('a.txt');
    utimesSync(file, 1, 1);
    expect(await files.fingerprint('a.txt')).toBe(first);
    writeFileSync(file, 'two');
    expect(await files.fingerprint('a.txt')).not.toBe(first);
  });

  test('of a folder changes when a file comes, goes or changes', async () => {
    folder.write('workspace/set/a.txt', 'a');
    const seen = new Set([await service().fingerprint('set')]);
    folder.write('workspace/set/b.txt', 'b');
    seen.add(await service().fingerprint('set'));
    folder.write('workspace/set/b.txt', 'c');
    seen.add(await service().fingerprint('set'));
    expect(seen.size).toBe(3);
  });

  test('of a large file is remembered between runs, and a broken memory is only a loss of time', async () => {
    const file = folder.write('large.bin', new Uint8Array(2_000_000));
    const memory = join(folder.path, 'memory/hashes.json');
    const hash = await createHasher(memory).hash(file);
    expect(JSON.parse(readFileSync(memory, 'utf8'))[file].hash).toBe(hash);
    writeFileSync(memory, readFileSync(memory, 'utf8').replace(hash, 'f'.repeat(64)));
    expect(await createHasher(memory).hash(file)).toBe('f'.repeat(64));
    writeFileSync(memory, '{"half');
    expect(await createHasher(memory).hash(file)).toBe(hash);
  });

  test('is another one for other content, whatever time the file is given', async () => {
    const file = join(folder.path, 'restored.bin');
    const hasher = createHasher();
    const hashOf = async (content: string) => {
      writeFileSync(file, content);
      utimesSync(file, 1e9, 1e9);
      return hasher.hash(file);
    };
    const before = await hashOf('one');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await hashOf('two')).not.toBe(before);
  });

  test('is known at once of a small file, and of a large one once it was hashed', async () => {
    const [large, small] = [join(folder.path, 'large.bin'), join(folder.path, 'small.txt')];
    writeFileSync(large, new Uint8Array(1_000_001));
    writeFileSync(small, 'small');
    const hasher = createHasher();
    expect(await hasher.known(small)).toBe(await hasher.hash(small));
    expect(await hasher.known(large)).toBeUndefined();
    const hash = await hasher.hash(large);
    expect(await hasher.known(large)).toBe(hash);
    writeFileSync(large, new Uint8Array(1_000_002));
    expect(await hasher.known(large)).toBeUndefined();
  });
});

describe('a result', () => {
  test('is written where it can be read again by the path that comes back', async () => {
    const files = service();
    const path = await files.write('frames/a.txt', bytes('content'));
    expect(path).toBe('results/frames/a.txt');
    expect(await text(files.read(path))).toBe('content');
    expect(readdirSync(join(folder.path, 'workspace/results/frames'))).toEqual(['a.txt']);
  });

  test('never takes the place of another: it gets a number', async () => {
    const files = service();
    const again = [await files.write('b.txt', bytes('one')), await files.write('b.txt', bytes('two'))];
    expect(again).toEqual(['results/b.txt', 'results/b-2.txt']);
    expect([await files.write('b.txt', bytes('one')), await files.write('b.txt', bytes('two'))]).toEqual(again);
  });

  test('has a name that every system takes, and says which', async () => {
    const files = service();
    expect(await files.write('CON.png', bytes('x'))).toBe('results/file-CON.png');
    expect(await files.write('nul/a . ', bytes('x'))).toBe('results/file-nul/a');
    const long = await files.write(`${'猫'.repeat(100)}.png`, bytes('x'));
    expect(await text(files.read(long))).toBe('x');
    expect(await files.write(`${'猫'.repeat(100)}.png`, bytes('y'))).toMatch(/^results\/猫+-2\.png$/);
  });

  test('outside the workspace is named by its whole path', async () => {
    const output = join(folder.path, 'elsewhere');
    const workspace = join(folder.path, 'workspace');
    const places = { roots: [], allowed: new Set<string>() };
    const files = createFileService({ places, output, workspace, hasher: createHasher() });
    const path = await files.write('a.txt', bytes('content'));
    expect(path).toBe(join(output, 'a.txt'));
    expect(await text(files.read(path))).toBe('content');
  });

  test('is named so that it is found by who does not know the folder of the workflow', async () => {
    const roots = [{ folder: folder.path }, { folder: join(folder.path, 'workspace') }];
    const files = createFileService({
      places: { roots, allowed: new Set() },
      output: join(folder.path, 'workspace/results'),
      workspace: join(folder.path, 'workspace'),
      hasher: createHasher(),
      resultRoots: roots.slice(1),
    });
    expect(await files.write('a.txt', bytes('content'))).toBe('results/a.txt');
  });

  test('is refused where its folder is a link out of the workspace, and nothing is written there', async () => {
    const files = service();
    mkdirSync(join(folder.path, 'elsewhere'));
    symlinkSync(join(folder.path, 'elsewhere'), join(folder.path, 'workspace/results'), 'dir');
    await expect(files.write('a.txt', bytes('x'))).rejects.toMatchObject({
      code: 'outside-folders',
      message: '"results" in the workspace is a link that leads out of it.',
    });
    expect(readdirSync(join(folder.path, 'elsewhere'))).toEqual([]);
  });

  test('goes through a link that stays in the workspace', async () => {
    const files = service();
    mkdirSync(join(folder.path, 'workspace/large'));
    symlinkSync(join(folder.path, 'workspace/large'), join(folder.path, 'workspace/results'), 'dir');
    await files.write('a.txt', bytes('x'));
    expect(readdirSync(join(folder.path, 'workspace/large'))).toEqual(['a.txt']);
  });

  test('that cannot be written is a sentence', async () => {
    const files = service();
    folder.write('workspace/results', 'a file where the folder should be');
    await expect(files.write('a.txt', bytes('x'))).rejects.toMatchObject({ code: 'cannot-write' });
  });

  const noProc = process.platform === 'win32';
  test.skipIf(noProc)(
    'ends with an error where no folder can be made (Windows has no /proc to try it on)',
    async () => {
      await expect(writeNew('/proc/none/deeper/a.txt', bytes('x'))).rejects.toMatchObject({ code: 'cannot-write' });
    },
  );
});

test('names sort as people count', () => {
  expect(sortNaturally(['10', '9', 'b', 'a2', 'a10', 'A1'])).toEqual(['9', '10', 'A1', 'a2', 'a10', 'b']);
});
