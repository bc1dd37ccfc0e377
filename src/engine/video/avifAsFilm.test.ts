import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { avifAsFilm } from './avifAsFilm.ts';

interface MadeSource {
  readonly options: { read(start: number, end: number): Promise<Uint8Array> };
}

vi.mock('./container.ts', () => ({
  container: async () => ({
    CustomSource: class {
      constructor(readonly options: MadeSource['options']) {}
    },
  }),
}));

function box(type: string, ...content: Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

const handler = box('hdlr', Buffer.alloc(8), Buffer.from('pict'), Buffer.alloc(12));
const track = (handlers: number) => box('trak', box('mdia', ...Array.from({ length: handlers }, () => handler)));

/** What the reader of containers is given. */
async function asFilm(file: Uint8Array): Promise<(start: number, end: number) => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'arcspace-avif-'));
  await writeFile(join(folder, 'a.avif'), file);
  const opened = await open(join(folder, 'a.avif'));
  await rm(folder, { recursive: true });
  const { options } = (await avifAsFilm(opened)) as unknown as MadeSource;
  return async (start, end) => Buffer.from(await options.read(start, end)).toString('latin1');
}

const timesIn = (text: string, word: string) => text.split(word).length - 1;

test('the first handler of each track of an AVIF sequence passes for that of a film', async () => {
  const file = box('moov', track(1000), track(1));
  const read = await asFilm(file);
  expect(timesIn(await read(0, file.length), 'vide')).toBe(2);
  expect(timesIn(await read(0, file.length), 'pict')).toBe(999);
});

test('of an AVIF sequence of very many tracks only the first count', async () => {
  const file = box('moov', ...Array.from({ length: 500 }, () => track(1)));
  const read = await asFilm(file);
  expect(timesIn(await read(0, file.length), 'vide')).toBe(64);
});

test('a handler of an AVIF sequence is told also where only a part of it is read', async () => {
  const file = box('moov', track(1));
  const read = await asFilm(file);
  const at = file.indexOf('pict');
  expect([await read(at - 2, at + 2), await read(at + 2, at + 6)]).toEqual(['\0\0vi', 'de\0\0']);
  expect(await read(at + 4, at + 8)).toBe('\0\0\0\0');
});
