import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPrivate, removePrivate, writePrivate } from './privateFile.ts';

test('a private file is for the eyes of this user only, and gone when it is removed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-private-'));
  const path = join(folder, 'below', 'queue.json');
  await writePrivate(path, 'first');
  await writePrivate(path, 'second');
  expect(await readPrivate(path)).toBe('second');
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'below'))).toEqual(['queue.json']);
  await removePrivate(path);
  expect(await readPrivate(path)).toBeUndefined();
  rmSync(folder, { recursive: true });
});
