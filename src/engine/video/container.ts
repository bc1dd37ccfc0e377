import type { FilePathSource as FileSource } from 'mediabunny';
import { once } from '../once.ts';

/** Reads and writes the files that films are kept in. Loaded with the first film. */
export const container = once(() => import('mediabunny'));

/** Readings at one place, one after the other, of which no sound film has so many. */
const mostAtOnePlace = 10_000;

interface Reading {
  _read(start: number, ...others: readonly unknown[]): unknown;
}

/**
 * A file to be read as a film. mediabunny 1.61 looks for ever where a damaged Matroska file ends in nothing that it knows
 * (`resync` does not go on when eight bytes are left): reading the same place again and again is refused.
 */
export async function filmFile(file: string): Promise<FileSource> {
  const { FilePathSource } = await container();
  const source = new FilePathSource(file);
  const reading = source as unknown as Reading;
  const read = reading._read.bind(source);
  let [place, times] = [-1, 0];
  reading._read = (start, ...others) => {
    times = start === place ? times + 1 : 0;
    place = start;
    if (times > mostAtOnePlace) throw new Error('its parts cannot be told apart');
    return read(start, ...others);
  };
  return source;
}
