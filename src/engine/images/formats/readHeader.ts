import { heicRemedy, pictureFormatNames } from '../../../graph/pictureFormats.ts';
import { isPng } from '../../../graph/png/pngChunks.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { lettersAt } from '../../../tensor/bytes.ts';
import { checkDimensions, unsupportedImage } from '../imageErrors.ts';
import { avifBrands, avifHeader } from './avifHeader.ts';
import { bmpHeader } from './bmpHeader.ts';
import { swapsSides } from './exif.ts';
import { gifHeader } from './gifHeader.ts';
import { jpegHeader } from './jpegHeader.ts';
import type { PictureHeader } from './pictureHeader.ts';
import { pngHeader } from './pngHeader.ts';
import { webpHeader } from './webpHeader.ts';

interface Kind {
  recognises(bytes: Uint8Array): boolean;
  read(bytes: Uint8Array, path: string): PictureHeader;
}

const kinds: readonly Kind[] = [
  { recognises: isPng, read: pngHeader },
  { recognises: (bytes) => startsWith(bytes, '\xff\xd8\xff'), read: jpegHeader },
  { recognises: (bytes) => startsWith(bytes, 'RIFF') && lettersAt(bytes, 8) === 'WEBP', read: webpHeader },
  { recognises: (bytes) => brands(bytes).some((brand) => avifBrands.includes(brand)), read: avifHeader },
  { recognises: (bytes) => startsWith(bytes, 'GIF8'), read: gifHeader },
  { recognises: (bytes) => startsWith(bytes, 'BM'), read: bmpHeader },
];

/**
 * What a file is, is told by its first bytes: names lie.
 * @throws ArcspaceError naming `path` when it is no picture that is read, is broken or too large.
 */
export async function readHeader(bytes: Uint8Array, path: string): Promise<PictureHeader> {
  const kind = kinds.find(({ recognises }) => recognises(bytes));
  if (kind) return checked(kind.read(bytes, path), path);
  const other = otherKinds.find(({ recognises }) => recognises(bytes));
  if (other) throw unsupportedImage(path, `it is ${other.name}`, other.remedy);
  throw new ArcspaceError(
    'unknown-image',
    bytes.length === 0 ? `The file "${path}" is empty.` : `"${path}" is no picture that Arcspace reads.`,
    `Use ${pictureFormatNames}.`,
    { file: path },
  );
}

async function checked(header: PictureHeader, path: string): Promise<PictureHeader> {
  for (const { width, height } of header.sizes) {
    if (swapsSides(header.orientation)) checkDimensions(height, width, header.peak, path);
    else checkDimensions(width, height, header.peak, path);
  }
  await header.check?.();
  return header;
}

const resave = 'Open it in an image program and save it as PNG or JPEG first.';

/** Pictures that people have, and that are not read. */
const otherKinds: readonly {
  readonly name: string;
  readonly remedy: string;
  recognises(bytes: Uint8Array): boolean;
}[] = [
  { name: 'HEIC, the format of iPhones', remedy: heicRemedy, recognises: isHeic },
  { name: 'TIFF or a raw photo', remedy: resave, recognises: startsWithOneOf('II*\0', 'MM\0*') },
  { name: 'JPEG XL', remedy: resave, recognises: startsWithOneOf('\xff\x0a', '\0\0\0\x0cJXL ') },
  { name: 'JPEG 2000', remedy: resave, recognises: startsWithOneOf('\0\0\0\x0cjP  ', '\xff\x4f\xff\x51') },
  { name: 'a Photoshop file', remedy: resave, recognises: startsWithOneOf('8BPS') },
  { name: 'an icon', remedy: resave, recognises: startsWithOneOf('\0\0\x01\0') },
  { name: 'a PDF', remedy: resave, recognises: startsWithOneOf('%PDF') },
  { name: 'an SVG drawing', remedy: 'Export it as PNG first.', recognises: isSvg },
];

function isHeic(bytes: Uint8Array): boolean {
  return brands(bytes).some((brand) =>
    ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].includes(brand),
  );
}

function isSvg(bytes: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/.test(latin1(bytes, 0, 2000));
}

/** The brands of a file of boxes, as its first box names them (ISO/IEC 14496-12, 4.3). */
function brands(bytes: Uint8Array): string[] {
  if (lettersAt(bytes, 4) !== 'ftyp') return [];
  const length = Math.min(bytes[3] ?? 0, bytes.length);
  const count = Math.max(0, Math.floor((length - 8) / 4));
  return Array.from({ length: count }, (_, i) => lettersAt(bytes, 8 + 4 * i));
}

function startsWithOneOf(...starts: readonly string[]): (bytes: Uint8Array) => boolean {
  return (bytes) => starts.some((start) => startsWith(bytes, start));
}

function startsWith(bytes: Uint8Array, start: string): boolean {
  return latin1(bytes, 0, start.length) === start;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1');
}
