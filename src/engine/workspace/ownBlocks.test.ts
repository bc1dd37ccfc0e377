import { mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Folders } from './folders.ts';
import { listBlocks, removeBlock, saveBlock } from './ownBlocks.ts';

const text = JSON.stringify({ format: 'arcspace-workflow', version: 2, nodes: [] });
let folders: Folders;

beforeEach(async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'blocks-'));
  folders = { workspace, hidden: join(workspace, '.arcspace'), program: workspace, output: workspace } as Folders;
});

const places = { roots: [], allowed: new Set<string>() };
const save = (name: string) => saveBlock(folders, places, { name, text });

it('blocks are files of the workspace, listed by name', async () => {
  expect(await listBlocks(folders)).toEqual([]);
  await save('Soften 10.arcspace');
  await save('Soften 2.arcspace');
  expect(await listBlocks(folders)).toEqual([
    { name: 'Soften 2.arcspace', text },
    { name: 'Soften 10.arcspace', text },
  ]);
});

it('no name leads out of their folder', async () => {
  await save('../../outside.arcspace');
  expect(await readdir(join(folders.workspace, 'blocks'))).toEqual(['outside.arcspace']);
  const other = join(await mkdtemp(join(tmpdir(), 'elsewhere-')), 'secret.arcspace');
  await writeFile(other, text);
  await symlink(other, join(folders.workspace, 'blocks', 'linked.arcspace'));
  expect((await listBlocks(folders)).map(({ name }) => name)).toEqual(['outside.arcspace']);
  await expect(removeBlock(folders, '../secret.arcspace')).rejects.toThrow(/no block/);
});

it('what is removed is kept as a version, and removed once', async () => {
  await save('Soften.arcspace');
  await removeBlock(folders, 'Soften.arcspace');
  expect(await listBlocks(folders)).toEqual([]);
  expect(await readdir(join(folders.hidden, 'versions'))).toHaveLength(1);
  await expect(removeBlock(folders, 'Soften.arcspace')).rejects.toThrow(
    'There is no block "Soften.arcspace" any more.',
  );
});

it('what is no workflow is not saved', async () => {
  await expect(saveBlock(folders, places, { name: 'x.arcspace', text: '{}' })).rejects.toThrow(/no workflow/);
});
