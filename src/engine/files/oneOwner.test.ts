import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { ownFolder } from './oneOwner.ts';
import { isLeftBehind, temporaryName } from './temporaryNames.ts';

const folder = temporaryFolder();

test('a process that lives and is known to be the same has its files however old they are', () => {
  // Other systems do not tell when a process started.
  if (process.platform !== 'linux') return;
  expect(isLeftBehind(temporaryName(), 30 * 24 * 60 * 60 * 1000)).toBe(false);
});

test('an owner learns that its folder was taken from it', async () => {
  const ownership = await ownFolder(folder.path);
  expect(await ownership?.renew()).toBe(true);
  for (const name of readdirSync(folder.path)) rmSync(join(folder.path, name));
  expect(await ownership?.renew()).toBe(false);
});
