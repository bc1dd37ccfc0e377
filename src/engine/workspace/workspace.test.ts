import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyWorkflow, nodeSchema, type Workflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { AUTOSAVE_BYTES, AUTOSAVES_KEPT, type Autosave, beyondLimits } from '../../protocol/autosave.ts';
import { callSchemas } from '../../protocol/calls.ts';
import { zeros } from '../../tensor/tensor.ts';
import { createEngine, type Engine } from '../createEngine.ts';
import { sortNaturally } from '../files/fileNames.ts';
import { createImageService } from '../images/imageService.ts';
import { encodings } from '../testing/encodings.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { unsaved } from '../testing/unsaved.ts';
import { keepVersion, versionFolderName } from './keepVersion.ts';
import { createOpenWindows } from './openWindows.ts';

const folder = temporaryFolder();
const at = (...parts: string[]) => join(folder.path, ...parts);

let engine: Engine;
beforeEach(() => {
  folder.write('program/workflows/first.json', workflow({ name: 'First', description: 'An example.' }));
  folder.write('program/images/sets/a/1.png', '');
  folder.write('program/images/sets/a/2.png', '');
  folder.write('program/package.json', { secret: true });
  engine = restart();
});

function restart(): Engine {
  return createEngine({ program: at('program'), workspace: at('workspace'), provider: 'cpu' });
}

const ignore = () => undefined;

function call<N extends keyof Engine['handlers']>(name: N, args: Parameters<Engine['handlers'][N]>[0]) {
  return (engine.handlers[name] as (args: unknown, emit: unknown) => ReturnType<Engine['handlers'][N]>)(args, ignore);
}

function workflow(parts: Partial<Workflow> = {}): string {
  return serializeWorkflow({ ...emptyWorkflow(), ...parts });
}

/** Names of the workflows in the versions that are kept of a file, the oldest first. */
const versionFolder = (file: string) => at('workspace/.arcspace/versions', versionFolderName(at('workspace', file)));

function versionsOf(file: string): string[] {
  const versions = versionFolder(file);
  const names = sortNaturally(readdirSync(versions));
  return names.map((name) => JSON.parse(readFileSync(join(versions, name), 'utf8')).name);
}

describe('saving a workflow', () => {
  test('makes the workspace, and opening brings the same text back', async () => {
    const text = workflow({ name: 'Größe' });
    const { stamp } = await call('saveWorkflow', { path: 'mine.json', text });
    const opened = { path: 'mine.json', text, readOnly: false, stamp };
    expect(await call('openWorkflow', { path: 'mine.json' })).toEqual(opened);
  });

  test('keeps the last three versions of a file, apart from those of others', async () => {
    for (let i = 0; i < 6; i++) {
      await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: `Version ${i}` }) });
    }
    await call('saveWorkflow', { path: 'workflows/mine.json', text: workflow() });
    expect(versionsOf('mine.json')).toEqual(['Version 2', 'Version 3', 'Version 4']);
    expect(readdirSync(at('workspace/.arcspace/versions'))).toHaveLength(1);
  });

  test('lets earlier versions be listed, the newest first, and read', async () => {
    const path = 'mine.json';
    for (let i = 0; i < 4; i++) {
      const nodes = Array.from({ length: i }, (_, at) => nodeSchema.parse({ id: `n${at}`, type: 'note' }));
      await call('saveWorkflow', { path, text: workflow({ name: `Version ${i}`, nodes }) });
    }
    const listed = await call('listVersions', { path });
    expect(listed.map(({ nodes }) => nodes)).toEqual([2, 1, 0]);
    const { text } = await call('readVersion', { path, time: listed[1]?.time ?? 0 });
    expect(JSON.parse(text).name).toBe('Version 1');
    writeFileSync(join(versionFolder(path), '5.json'), 'no workflow');
    expect(await call('listVersions', { path })).toEqual(listed);
    await expect(call('readVersion', { path, time: 6 })).rejects.toThrow('is not kept any more');
    await call('saveWorkflow', { path: 'other.json', text: workflow() });
    expect(await call('listVersions', { path: 'other.json' })).toEqual([]);
    await expect(call('listVersions', { path: '../mine.json' })).rejects.toThrow();
  });

  test('over a file that another window has written since is refused, and the file stays', async () => {
    const { stamp } = await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: 'First' }), over: null });
    const theirs = workflow({ name: 'Theirs' });
    await call('saveWorkflow', { path: 'mine.json', text: theirs, over: stamp });
    for (const over of [stamp, null]) {
      await expect(
        call('saveWorkflow', { path: 'mine.json', text: workflow({ name: 'Ours' }), over }),
      ).rejects.toMatchObject({ code: 'file-changed', message: expect.stringContaining('It was not overwritten.') });
    }
    expect(readFileSync(at('workspace/mine.json'), 'utf8')).toBe(theirs);
    await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: 'Ours' }) });
    expect(readFileSync(at('workspace/mine.json'), 'utf8')).toContain('Ours');
  });

  test('of a file that is gone since it was opened is refused once, so that no second one comes about', async () => {
    const { stamp } = await call('saveWorkflow', { path: 'mine.json', text: workflow(), over: null });
    renameSync(at('workspace/mine.json'), at('workspace/renamed.json'));
    const saving = { path: 'mine.json', text: workflow({ name: 'Later' }) };
    await expect(call('saveWorkflow', { ...saving, over: stamp })).rejects.toMatchObject({
      code: 'file-changed',
      message: expect.stringContaining('renamed, moved or deleted'),
    });
    expect(existsSync(at('workspace/mine.json'))).toBe(false);
    await call('saveWorkflow', saving);
    expect(existsSync(at('workspace/mine.json'))).toBe(true);
  });

  test('where the workspace was renamed meanwhile is refused, and no second one is begun', async () => {
    await call('saveWorkflow', { path: 'mine.json', text: workflow() });
    await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: 'Later' }) });
    renameSync(at('workspace'), at('renamed'));
    const attempts = [
      () => call('saveWorkflow', { path: 'mine.json', text: workflow({ name: 'Latest' }) }),
      () => call('importFile', { name: 'a.png', bytes: new Uint8Array(8) }),
      () => call('writeAutosave', unsaved(workflow())),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('is no longer there');
    expect(existsSync(at('workspace'))).toBe(false);
    renameSync(at('renamed'), at('workspace'));
    await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: 'Latest' }) });
  });

  test('over a file that its user protected is refused, and the file stays', async () => {
    const text = workflow({ name: 'Precious' });
    await call('saveWorkflow', { path: 'mine.json', text });
    chmodSync(at('workspace/mine.json'), 0o444);
    await expect(call('saveWorkflow', { path: 'mine.json', text: workflow() })).rejects.toMatchObject({
      code: 'cannot-write',
      message: 'The file "mine.json" is write-protected. It was not overwritten.',
    });
    expect(readFileSync(at('workspace/mine.json'), 'utf8')).toBe(text);
  });

  test('keeps the newest versions also when the clock is set back, and of several saves at one time', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 2e12 });
    for (let i = 0; i < 6; i++) {
      if (i === 3) vi.setSystemTime(1e12);
      await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: `Version ${i}` }) });
    }
    vi.useRealTimers();
    expect(versionsOf('mine.json')).toEqual(['Version 2', 'Version 3', 'Version 4']);
  });

  test('that fails again and again takes the place of no version', async () => {
    for (let i = 0; i < 4; i++)
      await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: `Version ${i}` }) });
    for (let i = 0; i < 4; i++)
      await keepVersion(at('workspace/mine.json'), at('workspace/.arcspace/versions'), Date.now());
    expect(versionsOf('mine.json')).toEqual(['Version 1', 'Version 2', 'Version 3']);
  });

  test("under a name of the program's own kind is the same, and listed", async () => {
    await call('saveWorkflow', { path: 'mine.arcspace', text: workflow({ name: 'Mine' }) });
    expect(await call('openWorkflow', { path: 'mine.arcspace' })).toMatchObject({ text: workflow({ name: 'Mine' }) });
    const listed = await call('listWorkflows', {});
    expect(listed.map(({ path }) => path)).toContain('mine.arcspace');
  });

  test('keeps no version of a file that does not change', async () => {
    for (let i = 0; i < 3; i++) await call('saveWorkflow', { path: 'mine.json', text: workflow() });
    expect(existsSync(at('workspace/.arcspace/versions'))).toBe(false);
  });

  test.each([
    ['something that is no workflow', 'mine.json', '{"format":"other"}', 'not-a-workflow'],
    ['half a file', 'mine.json', workflow().slice(0, 30), 'not-a-workflow'],
    ['under another kind of name', 'mine.exe', workflow(), 'bad-name'],
    ['outside the workspace', '../mine.json', workflow(), 'outside-folders'],
    ['to a whole path that nobody chose', '/tmp/mine.json', workflow(), 'outside-folders'],
  ])('%s is refused and nothing is written', async (_, path, text, code) => {
    await expect(call('saveWorkflow', { path, text })).rejects.toMatchObject({ code });
    expect(existsSync(at('workspace/mine.json'))).toBe(false);
    expect(existsSync(at('mine.json'))).toBe(false);
  });

  test('over a file that is no workflow is refused, and the file stays', async () => {
    folder.write('workspace/package.json', '{"name":"precious"}');
    await expect(call('saveWorkflow', { path: 'package.json', text: workflow() })).rejects.toThrow(
      'The file "package.json" is there already and is no workflow. It was not overwritten.',
    );
    expect(readFileSync(at('workspace/package.json'), 'utf8')).toBe('{"name":"precious"}');
  });

  test('through a link that leads out is refused', async () => {
    folder.write('outside/mine.json', workflow());
    mkdirSync(at('workspace'));
    symlinkSync(at('outside'), at('workspace/linked'));
    const attempt = call('saveWorkflow', { path: 'linked/mine.json', text: workflow({ name: 'Evil' }) });
    await expect(attempt).rejects.toMatchObject({ code: 'outside-folders' });
    expect(readFileSync(at('outside/mine.json'), 'utf8')).toBe(workflow());
  });

  test('to a folder that the user chose is possible, and only there', async () => {
    const path = at('chosen/mine.json');
    mkdirSync(at('chosen'));
    engine.allow(at('chosen'));
    await call('saveWorkflow', { path, text: workflow() });
    expect(await call('openWorkflow', { path })).toMatchObject({ path, readOnly: false });
    const beside = call('saveWorkflow', { path: at('chosen/../mine.json'), text: workflow() });
    await expect(beside).rejects.toMatchObject({ code: 'outside-folders' });
  });
});

describe('a workflow under a name that some system refuses', () => {
  test.each([
    ['CON.json', 'file-CON.json'],
    ['nul.a.json', 'file-nul.a.json'],
    ['what: this?.json', 'what- this-.json'],
    ['folder. /aux /mine.json', 'folder/file-aux/mine.json'],
    [`${'猫'.repeat(200)}.json`, `${'猫'.repeat(83)}.json`],
    ['mine.json. ', 'mine.json'],
  ])('%s is saved as %s, and this is told', async (path, expected) => {
    expect(await call('saveWorkflow', { path, text: workflow() })).toMatchObject({ path: expected });
    expect(readFileSync(at('workspace', expected), 'utf8')).toBe(workflow());
    await call('saveWorkflow', { path: expected, text: workflow({ name: 'Again' }) });
    expect(await call('openWorkflow', { path: expected })).toMatchObject({ text: workflow({ name: 'Again' }) });
  });

  test('to a folder that the user chose, too', async () => {
    mkdirSync(at('chosen'));
    engine.allow(at('chosen'));
    const saved = await call('saveWorkflow', { path: at('chosen/aux.json'), text: workflow() });
    expect(saved.path).toBe(at('chosen/file-aux.json'));
    expect(readdirSync(at('chosen'))).toEqual(['file-aux.json']);
  });

  test.skipIf(process.platform === 'win32')('keeps it where it has it already (Windows cannot)', async () => {
    folder.write('workspace/at: home.json', workflow());
    expect(await call('saveWorkflow', { path: 'at: home.json', text: workflow({ name: 'New' }) })).toMatchObject({
      path: 'at: home.json',
    });
    expect(readFileSync(at('workspace/at: home.json'), 'utf8')).toBe(workflow({ name: 'New' }));
  });
});

test.each([
  ['NFC', 'NFD'],
  ['NFD', 'NFC'],
])(
  'a workflow whose name is written in %s on the disk is opened and saved over under the name in %s',
  async (onDisk, asked) => {
    const path = 'Größe/Öl.json'.normalize(asked);
    folder.write('workspace/Größe/Öl.json'.normalize(onDisk), workflow({ name: 'Old' }));
    expect(JSON.parse((await call('openWorkflow', { path })).text).name).toBe('Old');
    await call('saveWorkflow', { path, text: workflow({ name: 'New' }) });
    expect(readdirSync(at('workspace')).filter((name) => name !== '.arcspace')).toHaveLength(1);
    expect(readdirSync(at('workspace', 'Größe'.normalize(onDisk)))).toHaveLength(1);
    expect(JSON.parse((await call('openWorkflow', { path })).text).name).toBe('New');
  },
);

describe('a workflow that another editor wrote', () => {
  test.each(encodings)('%s is listed, opened and saved over', async (_, encode) => {
    folder.write('workspace/marked.json', encode(workflow({ name: 'Größe' })));
    const entries = await call('listWorkflows', {});
    expect(entries.find(({ path }) => path === 'marked.json')?.title).toBe('Größe');
    const { text } = await call('openWorkflow', { path: 'marked.json' });
    expect(JSON.parse(text).name).toBe('Größe');
    await call('saveWorkflow', { path: 'marked.json', text: workflow({ name: 'New' }) });
    expect(readFileSync(at('workspace/marked.json'), 'utf8')).toBe(workflow({ name: 'New' }));
  });

  test('in no Unicode at all is refused with the line, and not saved over', async () => {
    folder.write('workspace/latin.json', Buffer.from('{\n"name": "Größe"}', 'latin1'));
    const problem = { code: 'not-text', message: '"latin.json" is not UTF-8 text at line 2.' };
    await expect(call('openWorkflow', { path: 'latin.json' })).rejects.toMatchObject(problem);
    await expect(call('saveWorkflow', { path: 'latin.json', text: workflow() })).rejects.toMatchObject({
      code: 'not-a-workflow',
    });
  });
});

describe('opening a workflow', () => {
  test('an example opens to be saved elsewhere', async () => {
    expect(await call('openWorkflow', { path: 'workflows/first.json' })).toMatchObject({ readOnly: true });
  });

  test('a picture opens as the workflow that made it', async () => {
    const text = workflow({ name: 'Inside' });
    folder.write('workspace/results/a.png', await createImageService(text).encode(zeros([1, 3, 2, 2]), 'png'));
    folder.write('workspace/results/b.png', await createImageService().encode(zeros([1, 3, 2, 2]), 'png'));
    expect(await call('openWorkflow', { path: 'results/a.png' })).toMatchObject({
      path: 'results/a.png',
      text,
      readOnly: true,
    });
    await expect(call('openWorkflow', { path: 'results/b.png' })).rejects.toThrow(
      'The picture "b.png" carries no workflow.',
    );
  });

  test.each(['../outside.json', '/etc/passwd', 'package.json', 'gone.json'])('not from %s', async (path) => {
    folder.write('outside.json', workflow());
    await expect(call('openWorkflow', { path })).rejects.toMatchObject({
      name: 'ArcspaceError',
      place: { file: path },
    });
  });
});

describe('the list of workflows', () => {
  test('has the examples, then those of the workspace, then the recent ones', async () => {
    await call('saveWorkflow', { path: 'mine.json', text: workflow({ name: 'Mine' }) });
    await call('openWorkflow', { path: 'workflows/first.json' });
    const entries = await call('listWorkflows', {});
    expect(entries.map(({ path, title, kind }) => [path, title, kind])).toEqual([
      ['workflows/first.json', 'First', 'example'],
      ['mine.json', 'Mine', 'workspace'],
      ['mine.json', 'Mine', 'recent'],
    ]);
    expect(entries[0]?.description).toBe('An example.');
  });

  test('has the examples by title, the way in first', async () => {
    folder.write('program/workflows/a.json', workflow({ name: 'Zebra' }));
    folder.write('program/workflows/b.json', workflow({ name: 'Multi 10' }));
    folder.write('program/workflows/c.json', workflow({ name: 'Multi 9' }));
    folder.write('program/workflows/text-to-image.json', workflow({ name: 'Text to image' }));
    const titles = (await call('listWorkflows', {})).filter(({ kind }) => kind === 'example').map(({ title }) => title);
    expect(titles).toEqual(['Text to image', 'First', 'Multi 9', 'Multi 10', 'Zebra']);
  });

  test('leaves out what is no workflow, and hostile pictures', async () => {
    folder.write('workspace/package.json', { name: 'a package' });
    folder.write('workspace/half.json', '{"format":"arcspace-workflow"');
    folder.write('workspace/huge.json', '['.repeat(100_000));
    folder.write('workspace/thumb.json', {
      format: 'arcspace-workflow',
      name: 'Thumb',
      thumbnail: 'javascript:alert(1)',
      __proto__: { polluted: true },
    });
    const entries = (await call('listWorkflows', {})).filter(({ kind }) => kind === 'workspace');
    expect(entries).toEqual([
      { path: 'thumb.json', title: 'Thumb', description: '', kind: 'workspace', modified: expect.any(Number) },
    ]);
  });

  test('forgets recent files that are gone', async () => {
    await call('saveWorkflow', { path: 'mine.json', text: workflow() });
    writeFileSync(at('workspace/.arcspace/recents.json'), JSON.stringify(['gone.json', 'mine.json', '../x.json']));
    const recent = (await call('listWorkflows', {})).filter(({ kind }) => kind === 'recent');
    expect(recent.map(({ path }) => path)).toEqual(['mine.json']);
  });
});

describe('work that was not saved', () => {
  const work = (parts: Partial<Autosave> = {}): Autosave => ({
    window: 'one',
    document: 'a',
    name: 'Mine',
    time: 1000,
    text: workflow(),
    savedAs: 'mine.json',
    origin: 'mine.json',
    picture: null,
    ...parts,
  });
  const kept = async () => (await call('listAutosaves', {})).autosaves;
  const documents = async () => (await kept()).map(({ window, document }) => `${window} ${document}`);

  test('survives the engine, until it is cleared', async () => {
    expect(await kept()).toEqual([]);
    await call('writeAutosave', work());
    engine = restart();
    expect(await kept()).toEqual([work()]);
    await call('clearAutosave', { window: 'one', document: 'a' });
    expect(await kept()).toEqual([]);
  });

  test('is kept for each workflow of each window, the newest first, and cleared alone', async () => {
    await call('writeAutosave', work({ time: 1 }));
    await call('writeAutosave', work({ time: 3, document: 'b' }));
    await call('writeAutosave', work({ time: 2, window: 'two' }));
    expect(await documents()).toEqual(['one b', 'two a', 'one a']);
    await call('clearAutosave', { window: 'one', document: 'a' });
    expect(await documents()).toEqual(['one b', 'two a']);
  });

  test('that is broken counts as none, and the rest is found', async () => {
    await call('writeAutosave', work());
    folder.write('workspace/.arcspace/autosaves/two.b.json', '{"text": 5');
    expect(await documents()).toEqual(['one a']);
  });

  test('of version 0.1, which had one file for all windows, is found too', async () => {
    folder.write('workspace/.arcspace/autosave.json', { text: workflow({ name: 'Old' }), savedAs: 'old.json' });
    expect(await kept()).toMatchObject([{ name: 'Old', savedAs: 'old.json', text: workflow({ name: 'Old' }) }]);
    expect(existsSync(at('workspace/.arcspace/autosave.json'))).toBe(false);
    await call('clearAutosave', { window: 'earlier', document: 'earlier' });
    expect(await kept()).toEqual([]);
  });

  test('is kept also where the clock was set back and all others look newer', async () => {
    for (let n = 0; n < AUTOSAVES_KEPT; n += 1) {
      await call('writeAutosave', work({ document: `d${n}` }));
      utimesSync(at(`workspace/.arcspace/autosaves/one.d${n}.json`), 4e9, 4e9 + n);
    }
    const { dropped } = await call('writeAutosave', work({ document: 'new' }));
    expect(dropped.map(({ document }) => document)).toEqual(['d0']);
    expect((await kept()).map(({ document }) => document)).toContain('new');
  });

  test('is bounded: the oldest goes, and what goes is named', async () => {
    for (let n = 0; n < AUTOSAVES_KEPT; n += 1) await call('writeAutosave', work({ document: `d${n}` }));
    utimesSync(at('workspace/.arcspace/autosaves/one.d7.json'), 1, 1);
    const { dropped } = await call('writeAutosave', work({ document: 'new' }));
    expect(dropped).toEqual([{ window: 'one', document: 'd7', name: 'Mine', time: 1000 }]);
    expect(await kept()).toHaveLength(AUTOSAVES_KEPT);
  });

  test('that cannot be written says so as a problem of the disk', async () => {
    folder.write('workspace/.arcspace/autosaves', 'a file where the folder should be');
    await expect(call('writeAutosave', work())).rejects.toMatchObject({ name: 'ArcspaceError', code: 'cannot-write' });
  });

  test('belongs to open windows as long as they say that they are', async () => {
    const open = async () => (await call('listAutosaves', {})).open;
    await call('announceWindow', { window: 'one', open: true });
    expect(await call('announceWindow', { window: 'two', open: true })).toEqual({ workspace: at('workspace') });
    expect(await open()).toEqual(['one', 'two']);
    await call('announceWindow', { window: 'one', open: false });
    expect(await open()).toEqual(['two']);
  });

  test('is lost when its window falls silent', () => {
    let now = 0;
    const windows = createOpenWindows(() => now);
    windows.announce('one', true);
    now = 149_000;
    windows.announce('two', true);
    expect(windows.list()).toEqual(['one', 'two']);
    now = 151_000;
    expect(windows.list()).toEqual(['two']);
  });

  test('belongs to open windows also when the clock is set', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const windows = createOpenWindows();
    windows.announce('one', true);
    vi.setSystemTime(4e12);
    expect(windows.list()).toEqual(['one']);
    vi.useRealTimers();
  });

  test('cannot be named out of its folder', () => {
    expect(callSchemas.writeAutosave.safeParse(work()).success).toBe(true);
    expect(callSchemas.writeAutosave.safeParse(work({ window: '../../evil' })).success).toBe(false);
    expect(callSchemas.clearAutosave.safeParse({ window: 'one', document: 'a/b' }).success).toBe(false);
  });
});

describe('the limits of autosave', () => {
  const all = (bytes: number, count: number) => Array.from({ length: count }, (_, at) => ({ time: at, bytes }));

  test('keep the newest, by number and by bytes, and one at least', () => {
    expect(beyondLimits(all(10, AUTOSAVES_KEPT))).toEqual([]);
    expect(beyondLimits(all(10, AUTOSAVES_KEPT + 2)).map(({ time }) => time)).toEqual([1, 0]);
    expect(beyondLimits(all(AUTOSAVE_BYTES / 2, 3)).map(({ time }) => time)).toEqual([0]);
    expect(beyondLimits(all(AUTOSAVE_BYTES * 2, 1))).toEqual([]);
  });
});

describe('pictures and other files', () => {
  test('are listed with their folders, the hidden ones left out', async () => {
    folder.write('workspace/images/own.jpg', '');
    folder.write('workspace/.arcspace/hidden.png', '');
    folder.write('workspace/models/tiny/preview.png', '');
    const entries = await call('listImages', {});
    expect(entries.map(({ path, kind, description }) => [path, kind, description])).toEqual([
      ['images', 'folder', '1 picture'],
      ['images/own.jpg', 'image', ''],
      ['images/sets/a', 'folder', '2 pictures'],
      ['images/sets/a/1.png', 'image', ''],
      ['images/sets/a/2.png', 'image', ''],
    ]);
  });

  test('that are small are their own thumbnails', async () => {
    folder.write('workspace/images/small.jpg', 'abc');
    folder.write('workspace/images/large.png', 'x'.repeat(100_000));
    const entries = await call('listImages', {});
    const thumbnailOf = (path: string) => entries.find((entry) => entry.path === path)?.thumbnail;
    expect(thumbnailOf('images/small.jpg')).toBe('data:image/jpeg;base64,YWJj');
    expect(thumbnailOf('images/large.png')).toBeUndefined();
  });

  test('that are dropped go where they belong, under safe names, never over others', async () => {
    const drop = async (name: string, content: string) =>
      (await call('importFile', { name, bytes: Buffer.from(content) })).path;
    expect(await drop('../../a photo.PNG', 'one')).toBe('images/a photo.PNG');
    expect(await drop('a photo.PNG', 'two')).toBe('images/a photo-2.PNG');
    expect(await drop('a photo.PNG', 'one')).toBe('images/a photo.PNG');
    expect(await drop('z.safetensors', 'z')).toBe('latents/z.safetensors');
    expect(await drop('CON.json. ', '{}')).toBe('file-CON.json');
    expect(Buffer.from((await call('readFile', { path: 'images/a photo-2.PNG' })).bytes).toString()).toBe('two');
    await expect(drop('virus.exe', 'x')).rejects.toMatchObject({ code: 'unknown-kind' });
    await expect(drop('constructor', 'x')).rejects.toMatchObject({ code: 'unknown-kind' });
  });

  test('are not imported through a link that leads out of the workspace', async () => {
    mkdirSync(at('outside'));
    mkdirSync(at('workspace'));
    symlinkSync(at('outside'), at('workspace/images'));
    const dropped = call('importFile', { name: 'a.png', bytes: Buffer.from('x') });
    await expect(dropped).rejects.toMatchObject({
      code: 'outside-folders',
      message: 'The folder "images" of the workspace is a link that leads out of it. Nothing was imported.',
    });
    expect(readdirSync(at('outside'))).toEqual([]);
  });

  test('are imported beside a link of the same name, which is not followed', async () => {
    const outside = folder.write('outside.png', 'precious');
    mkdirSync(at('workspace/images'), { recursive: true });
    symlinkSync(outside, at('workspace/images/a.png'));
    const imported = await call('importFile', { name: 'a.png', bytes: Buffer.from('x') });
    expect(imported).toEqual({ path: 'images/a-2.png' });
    expect(readFileSync(outside, 'utf8')).toBe('precious');
  });

  test.each(['package.json', '../program/package.json', '/etc/passwd', '.arcspace/../../secret'])(
    'cannot be read from %s',
    async (path) => {
      await expect(call('readFile', { path })).rejects.toMatchObject({ name: 'ArcspaceError' });
    },
  );
});
