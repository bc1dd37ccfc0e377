import { lettersAt } from '../../tensor/bytes.ts';
import { isPng } from '../png/pngChunks.ts';
import type { AnimationIndex, Reach } from './animationIndex.ts';
import { apngIndex } from './apngIndex.ts';
import type { ByteSource } from './byteSource.ts';
import { gifIndex } from './gifIndex.ts';
import { webpIndex } from './webpIndex.ts';

type Kind = AnimationIndex['kind'];

const indices: Readonly<Record<Kind, (source: ByteSource, reach?: Reach) => Promise<AnimationIndex>>> = {
  GIF: gifIndex,
  APNG: apngIndex,
  WebP: webpIndex,
};

/** Which kind of picture begins with these bytes, of those that may be animated in this way. */
export function kindByStart(bytes: Uint8Array): Kind | undefined {
  if (lettersAt(bytes, 0) === 'GIF8') return 'GIF';
  if (isPng(bytes)) return 'APNG';
  return lettersAt(bytes, 0) === 'RIFF' && lettersAt(bytes, 8) === 'WEBP' ? 'WebP' : undefined;
}

/** Looks through an animated picture. @throws RangeError where it has too many frames, or parts. */
export function indexAnimation(kind: Kind, source: ByteSource, reach?: Reach): Promise<AnimationIndex> {
  return indices[kind](source, reach);
}

/**
 * Whether a picture moves, looked at up to its second frame; one whose second frame is not found among very many parts does
 * not. AVIF says so in its first part (ISO/IEC 23008-12, 10.2).
 */
export async function isAnimated(source: ByteSource, reach: Omit<Reach, 'enough'> = {}): Promise<boolean> {
  const start = await source.at(0, 64);
  if (isAvifSequence(start)) return true;
  const kind = kindByStart(start);
  if (kind === undefined) return false;
  const count = indices[kind](source, { ...reach, enough: 2 }).then(({ frames }) => frames.length);
  return (await count.catch(noneWhereTooMany)) > 1;
}

function noneWhereTooMany(thrown: unknown): number {
  if (thrown instanceof RangeError) return 0;
  throw thrown;
}

/** Whether a file begins as a sequence of AVIF pictures does. */
export function isAvifSequence(bytes: Uint8Array): boolean {
  return brands(bytes).includes('avis');
}

/** Whether a file begins as an AVIF picture, or a sequence of them, does. */
export function isAvif(bytes: Uint8Array): boolean {
  return brands(bytes).some((brand) => brand === 'avif' || brand === 'avis');
}

/** The brands of a file of boxes, as its first box names them (ISO/IEC 14496-12, 4.3). The second four bytes are a version. */
function brands(bytes: Uint8Array): string[] {
  if (lettersAt(bytes, 4) !== 'ftyp') return [];
  const end = Math.min(bytes[3] ?? 0, bytes.length);
  const found: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) found.push(lettersAt(bytes, at));
  return found;
}
