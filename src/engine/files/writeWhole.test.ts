import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { writeWhole } from './writeWhole.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const content = (name: string) => readFileSync(at(name), 'utf8');
const noLinks = process.platform === 'win32';

describe('writing a file whole', () => {
  test('makes its folder, and leaves nothing beside it', async () => {
    await writeWhole(at('a/b/c.json'), 'Größe');
    expect(content('a/b/c.json')).toBe('Größe');
    expect(readdirSync(at('a/b'))).toEqual(['c.json']);
  });

  test('takes bytes and no more of them than were given', async () => {
    await writeWhole(at('a.bin'), Buffer.from('..here..').subarray(2, 6));
    expect(content('a.bin')).toBe('here');
  });

  test('replaces the file and never changes it: another name of it keeps the old content', async () => {
    folder.write('a.json', 'old');
    linkSync(at('a.json'), at('kept.json'));
    await writeWhole(at('a.json'), 'new');
    expect([content('a.json'), content('kept.json')]).toEqual(['new', 'old']);
  });

  test('writes in the order in which it was asked', async () => {
    const versions = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(20_000 - 1000 * index));
    await Promise.all(versions.map((version) => writeWhole(at('a.json'), version)));
    expect(content('a.json')).toBe(versions.at(-1));
    expect(readdirSync(folder.path)).toEqual(['a.json']);
  });

  test.skipIf(noLinks)('keeps the permissions (Windows has none)', async () => {
    chmodSync(folder.write('a.json', 'old'), 0o640);
    await writeWhole(at('a.json'), 'new');
    expect(statSync(at('a.json')).mode & 0o777).toBe(0o640);
  });

  test.skipIf(noLinks)('follows a link and leaves it one (Windows lets few users make links)', async () => {
    folder.write('real/a.json', 'old');
    symlinkSync(at('real/a.json'), at('a.json'));
    await writeWhole(at('a.json'), 'new');
    expect(content('real/a.json')).toBe('new');
    expect(readdirSync(at('real'))).toEqual(['a.json']);
  });
});

describe('what keeps a file from being written is said with its folder and a remedy, and nothing is left', () => {
  test('a file where the folder should be', async () => {
    folder.write('taken', 'a file');
    await expect(writeWhole(at('taken/a.json'), 'x')).rejects.toMatchObject({
      code: 'cannot-write',
      message: `The folder "${at('taken')}" cannot be made: a part of that path is a file.`,
      remedy: 'Choose another folder, or rename that file.',
    });
    expect(content('taken')).toBe('a file');
  });

  test('a folder where the file should be', async () => {
    mkdirSync(at('a.json'));
    await expect(writeWhole(at('a.json'), 'x')).rejects.toMatchObject({
      message: `A folder of that name is in the way in "${folder.path}".`,
    });
    expect(readdirSync(folder.path)).toEqual(['a.json']);
  });

  test('a name that is too long', async () => {
    await expect(writeWhole(at('x'.repeat(300)), 'x')).rejects.toMatchObject({
      message: `A name is too long for the disk that holds "${folder.path}".`,
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
