import type { FileHandle } from 'node:fs/promises';
import type { Source } from 'mediabunny';
import { container } from './container.ts';
import { type Box, boxesIn, bytesAt } from './isoBoxes.ts';

/** What a track of an AVIF sequence holds: the pictures, or how opaque they are (ISO/IEC 23008-12, 7.5). */
type AvifTrack = 'pict' | 'auxv';

const media = ['moov', 'trak', 'mdia'];
/** Of a sequence: pictures, how opaque they are, and what else somebody thinks of. */
const mostTracks = 64;
/** Of a handler box, before the letters that say what it handles: version, flags and a field of zeros. */
const beforeLetters = 8;

/** Where the tracks of a sequence say what they hold, each in its first handler box. */
async function placesOf(file: FileHandle, held: AvifTrack): Promise<number[]> {
  const { size } = await file.stat();
  const places: number[] = [];
  let tracks = 0;
  for await (const track of boxesOn(file, { begin: 0, end: size }, media)) {
    const at = await firstHandler(file, track);
    if (at !== undefined && (await bytesAt(file, at, 4)).toString('latin1') === held) places.push(at);
    if (++tracks === mostTracks) break;
  }
  return places;
}

/** Where a track says what it holds. */
async function firstHandler(file: FileHandle, track: Box): Promise<number | undefined> {
  for await (const { begin } of boxesOn(file, track, ['hdlr'])) return begin + beforeLetters;
  return undefined;
}

async function* boxesOn(
  file: FileHandle,
  { begin, end }: Pick<Box, 'begin' | 'end'>,
  [type, ...further]: readonly string[],
): AsyncGenerator<Box> {
  for await (const box of boxesIn(file, begin, end)) {
    if (box.type !== type) continue;
    if (further.length === 0) yield box;
    else yield* boxesOn(file, box, further);
  }
}

/** Whether an AVIF sequence says how opaque its pictures are. */
export async function isSeeThrough(file: FileHandle): Promise<boolean> {
  return (await placesOf(file, 'auxv')).length > 0;
}

/**
 * An AVIF sequence as a film: it is one but for the letters of its tracks, "pict" instead of "vide", which mediabunny 1.61
 * does not know.
 * @param file is closed with the source
 */
export async function avifAsFilm(file: FileHandle): Promise<Source> {
  const { CustomSource } = await container();
  const [{ size }, places] = [await file.stat(), await placesOf(file, 'pict')];
  return new CustomSource({
    getSize: () => size,
    prefetchProfile: 'fileSystem',
    async read(start, end) {
      const bytes = await bytesAt(file, start, end - start);
      for (const place of places.filter((each) => each < end && each + 4 > start)) {
        for (const [letter, at] of [...'vide'].map((each, index) => [each, place + index - start] as const)) {
          if (at >= 0 && at < bytes.length) bytes[at] = letter.charCodeAt(0);
        }
      }
      return bytes;
    },
    dispose: () => void file.close(),
  });
}
