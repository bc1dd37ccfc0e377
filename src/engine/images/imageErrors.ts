import { ArcspaceError } from '../../graph/problem.ts';

/** Longest side and largest area of a picture that is taken in: 64 megapixels are 768 MB as float32 numbers. */
const longestSide = 16_384;
export const largestArea = 64_000_000;

export function brokenImage(path: string, detail: string): ArcspaceError {
  return new ArcspaceError(
    'broken-image',
    `The picture "${path}" is broken: ${phrase(detail)}.`,
    'Open it in an image program and save it again as PNG or JPEG, or choose another one.',
    { file: path },
  );
}

/** @throws ArcspaceError when a picture is too large to take in, or has no pixels. */
export function checkDimensions(width: number, height: number, path: string): void {
  if (width < 1 || height < 1) throw brokenImage(path, `it says that it is ${width} x ${height} pixels`);
  if (width <= longestSide && height <= longestSide && width * height <= largestArea) return;
  throw new ArcspaceError(
    'image-too-large',
    `The picture "${path}" says that it is ${width} x ${height} pixels.`,
    `Pictures may have up to ${longestSide} pixels on a side and ${largestArea / 1e6} megapixels. Make it smaller first.`,
    { file: path },
  );
}

/** A decoder's message as the end of a sentence. */
function phrase(detail: string): string {
  const plain = detail.trim().replace(/[.:]+$/, '');
  return /^[A-Z][a-z]/.test(plain) ? plain.charAt(0).toLowerCase() + plain.slice(1) : plain;
}
