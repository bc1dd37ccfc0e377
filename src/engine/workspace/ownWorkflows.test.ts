import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { workflowHandlers } from '../handlers/workflowHandlers.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { foldersOf } from './folders.ts';
import { keepVersion, versionFolderName } from './keepVersion.ts';
import { listWorkflows } from './listWorkflows.ts';
import { createRecents } from './recents.ts';

const folder = temporaryFolder();
const at = (...parts: string[]) => join(folder.path, 'workspace', ...parts);
const folders = () => foldersOf({ program: join(folder.path, 'program'), workspace: at() });

type Handlers = ReturnType<typeof workflowHandlers>;

function call<N extends keyof Handlers>(name: N, args: Parameters<Handlers[N]>[0]): ReturnType<Handlers[N]> {
  const handler = workflowHandlers(folders())[name] as (args: unknown, emit: unknown) => ReturnType<Handlers[N]>;
  return handler(args, () => undefined);
}

const textOf = (name: string) => serializeWorkflow({ ...emptyWorkflow(), name });

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

const nameIn = (path: string): string => JSON.parse(readFileSync(at(path), 'utf8')).name;
const paths = async () => (await listWorkflows(folders())).map(({ path }) => path).sort();

beforeEach(() => write('faces.json', textOf('faces')));

describe('renaming a workflow', () => {
  it('changes file and name, keeps its extension, and nothing else of it', async () => {
    write('houses.arcspace', JSON.stringify({ ...emptyWorkflow(), name: 'houses', of_another_version: [1, 2] }));
    const moved = await call('moveWorkflow', { path: 'houses.arcspace', name: 'Red houses' });
    expect(moved.path).toBe('Red houses.arcspace');
    expect(existsSync(at('houses.arcspace'))).toBe(false);
    const text = readFileSync(at('Red houses.arcspace'), 'utf8');
    expect(JSON.parse(text)).toEqual({ ...emptyWorkflow(), name: 'Red houses', of_another_version: [1, 2] });
  });

  it('leaves it where it is among the newest', async () => {
    utimesSync(at('faces.json'), 1000, 1000);
    await call('moveWorkflow', { path: 'faces.json', name: 'portraits' });
    expect(statSync(at('portraits.json')).mtimeMs).toBe(1_000_000);
  });

  it('takes its versions and its place among the recent ones along', async () => {
    await keepVersion(at('faces.json'), at('.arcspace/versions'), 7);
    const recents = createRecents(at('.arcspace/recents.json'));
    await recents.add('faces.json');
    await call('moveWorkflow', { path: 'faces.json', name: 'portraits' });
    expect(readdirSync(at('.arcspace/versions', versionFolderName(at('portraits.json'))))).toEqual(['7.json']);
    expect(readFileSync(at('.arcspace/recents.json'), 'utf8')).toBe('["portraits.json"]');
  });

  it('is refused for a name of spaces', async () => {
    await expect(call('moveWorkflow', { path: 'faces.json', name: ' ' })).rejects.toMatchObject({ code: 'bad-name' });
    expect(await paths()).toEqual(['faces.json']);
  });

  it('is refused where the name is taken, be it in other letters, and says what to do', async () => {
    write('Portraits.json', textOf('Portraits'));
    const taken = call('moveWorkflow', { path: 'faces.json', name: 'portraits' });
    await expect(taken).rejects.toMatchObject({
      code: 'name-taken',
      message: 'There is already a "Portraits.json" in this folder. Nothing was changed.',
      remedy: expect.stringContaining('another name'),
    });
    expect([nameIn('faces.json'), nameIn('Portraits.json')]).toEqual(['faces', 'Portraits']);
  });

  it('can change the case of letters alone', async () => {
    expect((await call('moveWorkflow', { path: 'faces.json', name: 'Faces' })).path).toBe('Faces.json');
    expect(readdirSync(at()).filter((name) => /faces/i.test(name))).toEqual(['Faces.json']);
  });

  it.each([
    ['con', 'file-con'],
    ['a: b', 'a- b'],
    ['LPT1', 'file-LPT1'],
    ['up/faces', 'up-faces'],
    ['..\\faces', '-faces'],
    ['.hidden', 'hidden'],
  ])('to "%s" is refused, and "%s" is what would do', async (name, usable) => {
    await expect(call('moveWorkflow', { path: 'faces.json', name })).rejects.toMatchObject({
      code: 'bad-name',
      remedy: `Try "${usable}".`,
    });
    expect(readdirSync(at())).toEqual(['faces.json']);
  });
});

describe('folders for workflows', () => {
  it('are made, listed with what is in them, and take workflows as they are', async () => {
    expect(await call('createWorkflowFolder', { name: 'People' })).toEqual({ path: 'workflows/People' });
    const before = readFileSync(at('faces.json'), 'utf8');
    const moved = await call('moveWorkflow', { path: 'faces.json', folder: 'workflows/People' });
    expect(moved.path).toBe('workflows/People/faces.json');
    expect(readFileSync(at('workflows/People/faces.json'), 'utf8')).toBe(before);
    expect(await paths()).toEqual(['workflows/People/faces.json']);
    expect(await call('listWorkflowFolders', {})).toEqual(['workflows/People']);
    await call('moveWorkflow', { path: 'workflows/People/faces.json', folder: '' });
    expect(await paths()).toEqual(['faces.json']);
  });

  it('may lie in each other', async () => {
    write('workflows/People/Old/anna.json', textOf('anna'));
    expect(await call('listWorkflowFolders', {})).toEqual(['workflows/People', 'workflows/People/Old']);
    expect(await paths()).toEqual(['faces.json', 'workflows/People/Old/anna.json']);
  });

  it('take no second workflow of a name', async () => {
    write('workflows/People/faces.json', textOf('others'));
    const moved = call('moveWorkflow', { path: 'faces.json', folder: 'workflows/People' });
    await expect(moved).rejects.toMatchObject({ code: 'name-taken' });
    expect(nameIn('workflows/People/faces.json')).toBe('others');
  });

  it('are not made twice, nor under a name that some system refuses', async () => {
    await call('createWorkflowFolder', { name: 'People' });
    await expect(call('createWorkflowFolder', { name: 'people' })).rejects.toMatchObject({ code: 'name-taken' });
    await expect(call('createWorkflowFolder', { name: 'aux' })).rejects.toMatchObject({ code: 'bad-name' });
    await expect(call('createWorkflowFolder', { name: '../models' })).rejects.toMatchObject({ code: 'bad-name' });
  });

  it('get another name with all that lies in them, and the versions of it', async () => {
    write('workflows/People/anna.json', textOf('anna'));
    write('workflows/People/old/bert.json', textOf('bert'));
    await keepVersion(at('workflows/People/anna.json'), at('.arcspace/versions'), 7);
    const path = 'workflows/People';
    expect(await call('renameWorkflowFolder', { path, name: 'Portraits' })).toEqual({ path: 'workflows/Portraits' });
    expect(await call('listWorkflowFolders', {})).toEqual(['workflows/Portraits', 'workflows/Portraits/old']);
    expect(nameIn('workflows/Portraits/old/bert.json')).toBe('bert');
    const kept = at('.arcspace/versions', versionFolderName(at('workflows/Portraits/anna.json')));
    expect(readdirSync(kept)).toEqual(['7.json']);
  });

  it('keep their name where another has the new one, where it is none, and at the top', async () => {
    for (const name of ['People', 'Places']) await call('createWorkflowFolder', { name });
    const rename = (path: string, name: string) => call('renameWorkflowFolder', { path, name });
    await expect(rename('workflows/People', 'places')).rejects.toMatchObject({ code: 'name-taken' });
    await expect(rename('workflows/People', 'a/b')).rejects.toMatchObject({ code: 'bad-name' });
    for (const top of ['workflows', 'workflows/', './workflows', '']) {
      await expect(rename(top, 'mine'), top).rejects.toMatchObject({ code: 'not-own' });
    }
    expect(await call('listWorkflowFolders', {})).toEqual(['workflows/People', 'workflows/Places']);
    await rename('workflows/People', 'people');
    expect(await call('listWorkflowFolders', {})).toEqual(['workflows/people', 'workflows/Places']);
  });

  it('are deleted when they are empty, and only then', async () => {
    await call('createWorkflowFolder', { name: 'People' });
    await call('moveWorkflow', { path: 'faces.json', folder: 'workflows/People' });
    const path = 'workflows/People';
    await expect(call('removeWorkflowFolder', { path })).rejects.toMatchObject({ code: 'not-empty' });
    await call('moveWorkflow', { path: 'workflows/People/faces.json', folder: '' });
    await call('removeWorkflowFolder', { path });
    expect(await call('listWorkflowFolders', {})).toEqual([]);
  });
});

describe('duplicating a workflow', () => {
  it('gives each copy a name of its own, and the copy of a copy too', async () => {
    expect(await call('copyWorkflow', { path: 'faces.json' })).toEqual({ path: 'faces copy.json' });
    expect(await call('copyWorkflow', { path: 'faces.json' })).toEqual({ path: 'faces copy 2.json' });
    expect(await call('copyWorkflow', { path: 'faces copy.json' })).toEqual({ path: 'faces copy 3.json' });
    expect(nameIn('faces copy 2.json')).toBe('faces copy 2');
    expect(nameIn('faces.json')).toBe('faces');
  });
});

describe('the trash', () => {
  it('holds the versions of a file too: what takes its name has none of them', async () => {
    await keepVersion(at('faces.json'), at('.arcspace/versions'), 7);
    const own = at('.arcspace/versions', versionFolderName(at('faces.json')));
    const { id } = await call('trashWorkflow', { path: 'faces.json' });
    expect(existsSync(own)).toBe(false);
    await call('restoreWorkflow', { id });
    expect(readdirSync(own)).toEqual(['7.json']);
  });

  it('gives a workflow back though the system put a file of its own beside it', async () => {
    const { id } = await call('trashWorkflow', { path: 'faces.json' });
    write(`.arcspace/trash/${id}/.DS_Store`, 'x');
    expect(await call('restoreWorkflow', { id })).toMatchObject({ path: 'faces.json' });
  });

  it('takes a workflow and gives it back as it was, its folder too', async () => {
    write('workflows/People/anna.json', textOf('anna'));
    const { id } = await call('trashWorkflow', { path: 'workflows/People/anna.json' });
    expect(await paths()).toEqual(['faces.json']);
    expect(await call('listTrash', {})).toEqual([
      { id, title: 'anna', path: 'workflows/People/anna.json', deleted: Number(id) },
    ]);
    await call('removeWorkflowFolder', { path: 'workflows/People' });
    expect(await call('restoreWorkflow', { id })).toEqual({ path: 'workflows/People/anna.json' });
    expect(nameIn('workflows/People/anna.json')).toBe('anna');
    expect(await call('listTrash', {})).toEqual([]);
  });

  it('holds several of one name, the newest first', async () => {
    const first = await call('trashWorkflow', { path: 'faces.json' });
    write('faces.json', textOf('second'));
    const second = await call('trashWorkflow', { path: 'faces.json' });
    expect((await call('listTrash', {})).map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  it('puts nothing over a workflow that lies there now', async () => {
    const { id } = await call('trashWorkflow', { path: 'faces.json' });
    write('faces.json', textOf('new'));
    await expect(call('restoreWorkflow', { id })).rejects.toMatchObject({ code: 'name-taken' });
    expect(nameIn('faces.json')).toBe('new');
    expect(await call('listTrash', {})).toHaveLength(1);
  });

  it('is emptied of what was seen in it, and keeps what came meanwhile', async () => {
    const first = await call('trashWorkflow', { path: 'faces.json' });
    write('later.json', textOf('later'));
    const later = await call('trashWorkflow', { path: 'later.json' });
    await call('emptyTrash', { ids: [first.id, '12345'] });
    expect((await call('listTrash', {})).map(({ id }) => id)).toEqual([later.id]);
  });

  it('is no way out of the workspace', async () => {
    mkdirSync(join(folder.path, 'elsewhere/5'), { recursive: true });
    mkdirSync(at('.arcspace'), { recursive: true });
    symlinkSync(join(folder.path, 'elsewhere'), at('.arcspace/trash'));
    await expect(call('emptyTrash', { ids: ['5'] })).rejects.toMatchObject({ code: 'outside-folders' });
    await expect(call('trashWorkflow', { path: 'faces.json' })).rejects.toMatchObject({ code: 'outside-folders' });
    expect(existsSync(join(folder.path, 'elsewhere/5'))).toBe(true);
    expect(existsSync(at('faces.json'))).toBe(true);
  });

  it('gives nothing back to where no workflows lie', async () => {
    write('.arcspace/trash/5/models/starter.json', textOf('starter'));
    await expect(call('restoreWorkflow', { id: '5' })).rejects.toMatchObject({ code: 'missing-file' });
    expect(existsSync(at('models'))).toBe(false);
  });
});

describe('only workflows of the workspace are renamed, moved and deleted', () => {
  it.each(['../outside.json', '/etc/outside.json', 'models/config.json', '.arcspace/recents.json', 'picture.png'])(
    'not %s',
    async (path) => {
      await expect(call('trashWorkflow', { path })).rejects.toMatchObject({ remedy: expect.any(String) });
      await expect(call('moveWorkflow', { path, name: 'mine' })).rejects.toMatchObject({ remedy: expect.any(String) });
    },
  );

  it('not one that is gone', async () => {
    await expect(call('trashWorkflow', { path: 'gone.json' })).rejects.toMatchObject({ code: 'missing-file' });
  });

  it('no link, and nothing through a link', async () => {
    mkdirSync(join(folder.path, 'elsewhere'), { recursive: true });
    writeFileSync(join(folder.path, 'elsewhere/far.json'), textOf('far'));
    mkdirSync(at('workflows'), { recursive: true });
    symlinkSync(join(folder.path, 'elsewhere'), at('workflows/linked'));
    symlinkSync(join(folder.path, 'elsewhere/far.json'), at('near.json'));
    for (const path of ['near.json', 'workflows/linked/far.json']) {
      await expect(call('trashWorkflow', { path })).rejects.toMatchObject({ code: 'outside-folders' });
    }
    const into = call('moveWorkflow', { path: 'faces.json', folder: 'workflows/linked' });
    await expect(into).rejects.toMatchObject({ code: 'outside-folders' });
    expect(await call('listWorkflowFolders', {})).toEqual([]);
    expect(readdirSync(join(folder.path, 'elsewhere'))).toEqual(['far.json']);
  });

  it('no other JSON under another name', async () => {
    write('notes.json', '{"notes": []}');
    await expect(call('moveWorkflow', { path: 'notes.json', name: 'mine' })).rejects.toMatchObject({
      code: 'not-a-workflow',
    });
    expect(existsSync(at('notes.json'))).toBe(true);
  });
});
