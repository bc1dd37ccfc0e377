import type { PictureSize } from '../../../graph/context.ts';
import { lettersAt, viewOf } from '../../../tensor/bytes.ts';
import { brokenImage } from '../imageErrors.ts';
import { av1Sizes } from './av1Sizes.ts';
import { chunkPlaces, itemPlaces } from './codedPlaces.ts';
import { deepPeak, type PictureHeader, pictureHeader } from './pictureHeader.ts';

interface Box {
  readonly type: string;
  readonly data: Uint8Array;
}

/** Where sizes and turns stand, and how many bytes of its own each of these boxes has before the boxes in it. */
const containers: Readonly<Record<string, number>> = {
  meta: 4,
  iprp: 0,
  ipco: 0,
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  stsd: 8,
  av01: 78,
};

/** The brands of AVIF pictures and of AVIF sequences. */
export const avifBrands = ['avif', 'avis'];

/**
 * The sizes that an AVIF names (ISO/IEC 23008-12, 6.5.3 and 14496-12, 12.1.3), and those in the coded data themselves: tiles
 * and sequences may have others.
 * @throws ArcspaceError naming `path` when there is none.
 */
export function avifHeader(file: Uint8Array, path: string): PictureHeader {
  const found = [...boxes(file)];
  const coded = found
    .flatMap(placesIn)
    .slice(0, mostPlaces)
    .flatMap((place) => av1Sizes(file.subarray(place)));
  const sizes = [...found.flatMap(sizeIn), ...coded];
  if (sizes.length === 0) throw brokenImage(path, 'it names no size');
  const turned = found.some(({ type, data }) => type === 'irot' && ((data[0] ?? 0) & 1) === 1);
  return pictureHeader({ sizes, orientation: turned ? 6 : 1, peak: deepPeak, bytes: file });
}

/** Deeper than any that is sound. */
const deepest = 8;
/** More than any that is sound: each is looked at. */
const mostPlaces = 64;

/** All boxes outside and inside of the containers. */
function* boxes(bytes: Uint8Array, depth = 0): Generator<Box> {
  const view = viewOf(bytes);
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const size = view.getUint32(offset);
    const type = lettersAt(bytes, offset + 4);
    // 0 is up to the end; 1 says that the length stands behind the type, in 8 bytes.
    if (size === 1 && offset + 16 > bytes.length) return;
    const length = size === 0 ? bytes.length : size === 1 ? Number(view.getBigUint64(offset + 8)) : size;
    if (length < 8) return;
    const data = bytes.subarray(offset + (size === 1 ? 16 : 8), offset + length);
    yield { type, data };
    const skipped = Object.hasOwn(containers, type) ? containers[type] : undefined;
    if (skipped !== undefined && depth < deepest) yield* boxes(data.subarray(skipped), depth + 1);
    offset += length;
  }
}

function sizeIn({ type, data }: Box): PictureSize[] {
  const view = viewOf(data);
  if (type === 'ispe' && data.length >= 12) return [{ width: view.getUint32(4), height: view.getUint32(8) }];
  if (type === 'av01' && data.length >= 28) return [{ width: view.getUint16(24), height: view.getUint16(26) }];
  return type === 'av1C' ? av1Sizes(data.subarray(4)) : [];
}

function placesIn({ type, data }: Box): number[] {
  if (type === 'iloc') return itemPlaces(data);
  return type === 'stco' ? chunkPlaces(data) : [];
}
