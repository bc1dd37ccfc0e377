import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('plugin.mjs', import.meta.url));
const run = promisify(execFile);

let folder;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arcspace-plugin-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['notes.txt', 'of mine'],
  ['package.json', '{ "name": "of-mine" }'],
])('a folder that holds %s of somebody else is refused and left as it is', async (name, text) => {
  await writeFile(join(folder, name), text);
  await expect(run(process.execPath, [script, folder])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`"${folder}" holds other things, which would be lost.`),
  });
  expect(await readFile(join(folder, name), 'utf8')).toBe(text);
  expect(await readdir(folder)).toContain('notes.txt');
});
