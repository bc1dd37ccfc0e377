import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import * as fileSystem from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { writeNew } from './writeNew.ts';

vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof fileSystem>();
  return { ...actual, link: vi.fn(actual.link) };
});
afterEach(() => vi.mocked(fileSystem.link).mockReset());

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const bytes = (text: string) => new TextEncoder().encode(text);
const contents = () => readdirSync(folder.path).map((name) => readFileSync(at(name), 'utf8'));

function failWith(code: string): void {
  const thrown = Object.assign(new Error(`${code}: said by a test, link`), { code, syscall: 'link' });
  vi.mocked(fileSystem.link).mockRejectedValue(thrown);
}

const disks: [string, () => void][] = [
  ['a disk with hard links', () => undefined],
  ['a disk without them that forbids them', () => failWith('EPERM')],
  ['a disk without them that does not know them', () => failWith('ENOTSUP')],
  ['FAT on Windows', () => failWith('EISDIR')],
];

describe.each(disks)('on %s', (_, become) => {
  test('many contents under one name at once are all kept, and nothing else', async () => {
    become();
    const texts = Array.from({ length: 30 }, (_, index) => `content ${index}`);
    const paths = await Promise.all(texts.map((text) => writeNew(at('a.txt'), bytes(text))));
    expect(new Set(paths).size).toBe(texts.length);
    expect(contents().sort()).toEqual([...texts].sort());
  });

  test('the same content is written once', async () => {
    become();
    const paths = await Promise.all(Array.from({ length: 5 }, () => writeNew(at('a.txt'), bytes('same'))));
    expect(new Set(paths)).toEqual(new Set([at('a.txt')]));
    expect(readdirSync(folder.path)).toEqual(['a.txt']);
  });

  test('a link that leads nowhere has the name already', async () => {
    become();
    symlinkSync(at('nowhere'), at('a.txt'));
    expect(await writeNew(at('a.txt'), bytes('x'))).toBe(at('a-2.txt'));
    expect(readdirSync(folder.path).sort()).toEqual(['a-2.txt', 'a.txt']);
  });
});

test('a name that another process takes at the last moment is left to it', async () => {
  vi.mocked(fileSystem.link).mockImplementationOnce(async (_, path) => {
    folder.write('a.txt', 'the other');
    throw Object.assign(new Error('EEXIST'), { code: 'EEXIST', syscall: 'link', path });
  });
  expect(await writeNew(at('a.txt'), bytes('mine'))).toBe(at('a-2.txt'));
  expect(contents().sort()).toEqual(['mine', 'the other']);
});
