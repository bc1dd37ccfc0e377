import { lettersAt } from '../../tensor/bytes.ts';
import type { ByteSource } from './byteSource.ts';
import { type Box, boxesIn } from './isoBoxes.ts';

/** What a track of an AVIF sequence holds: the pictures, or how opaque they are (ISO/IEC 23008-12, 7.5). */
type AvifTrack = 'pict' | 'auxv';

const media = ['moov', 'trak', 'mdia'];
/** Of a sequence: pictures, how opaque they are, and what else somebody thinks of. */
const mostTracks = 64;
/** Boxes that are looked at. A sequence has a few dozen. */
const mostBoxes = 100_000;
/** Of a handler box, before the letters that say what it handles: version, flags and a field of zeros. */
const beforeLetters = 8;

interface Search {
  readonly source: ByteSource;
  /** Boxes that may still be looked at. */
  left: number;
}

/** Where the tracks of a sequence say what they hold, each in its first handler box. */
export async function tracksOf(source: ByteSource, held: AvifTrack): Promise<number[]> {
  const search = { source, left: mostBoxes };
  const places: number[] = [];
  let tracks = 0;
  for await (const track of boxesOn(search, { begin: 0, end: source.size }, media)) {
    const at = await firstHandler(search, track);
    if (at !== undefined && lettersAt(await source.at(at, 4), 0) === held) places.push(at);
    if (++tracks === mostTracks) break;
  }
  return places;
}

/** Where a track says what it holds. */
async function firstHandler(search: Search, track: Box): Promise<number | undefined> {
  for await (const { begin } of boxesOn(search, track, ['hdlr'])) return begin + beforeLetters;
  return undefined;
}

async function* boxesOn(
  search: Search,
  { begin, end }: Pick<Box, 'begin' | 'end'>,
  [type, ...further]: readonly string[],
): AsyncGenerator<Box> {
  for await (const box of boxesIn(search.source, begin, end)) {
    if (--search.left < 0) return;
    if (box.type !== type) continue;
    if (further.length === 0) yield box;
    else yield* boxesOn(search, box, further);
  }
}

/** Whether an AVIF sequence says how opaque its pictures are. */
export async function isSeeThrough(source: ByteSource): Promise<boolean> {
  return (await tracksOf(source, 'auxv')).length > 0;
}
