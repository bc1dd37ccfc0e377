import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { foldersOf } from './folders.ts';
import { listModelRoots } from './modelRoots.ts';

const folder = temporaryFolder();

test('models lie in the program, in the workspace and in folders that the user names, and it is said which are there', async () => {
  const [program, workspace, named] = ['program', 'workspace', 'disk'].map((name) => join(folder.path, name));
  mkdirSync(join(folder.path, 'program/models'), { recursive: true });
  const folders = foldersOf({ program: `${program}`, workspace: `${workspace}`, modelFolders: [`${named}`] });
  expect(await listModelRoots(folders)).toEqual([
    { path: join(folder.path, 'program/models'), origin: 'program', exists: true },
    { path: join(folder.path, 'workspace/models'), origin: 'workspace', exists: false },
    { path: named, origin: 'named', exists: false },
  ]);
});

test('a folder that is named twice is looked into once', () => {
  const { models } = foldersOf({ program: '/p', workspace: '/w', modelFolders: ['/disk', '/w/models', '/disk'] });
  expect(models).toHaveLength(3);
});
