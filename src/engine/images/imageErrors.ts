import { ArcspaceError } from '../../graph/problem.ts';

/** Longest side and largest area of a picture that is taken in. */
const longestSide = 16_384;
const largestArea = 64_000_000;
/** Bytes that reading one picture may take at its peak: 64 megapixels as float32 numbers. */
const largestPeak = 12 * largestArea;

export function brokenImage(path: string, detail: string): ArcspaceError {
  return new ArcspaceError(
    'broken-image',
    `The picture "${path}" is broken: ${detail}.`,
    'Open it in an image program and save it again as PNG or JPEG, or choose another one.',
    { file: path },
  );
}

/** A sound picture of a kind that is not read. */
export function unsupportedImage(path: string, detail: string, remedy: string): ArcspaceError {
  return new ArcspaceError('unsupported-image', `The picture "${path}" cannot be read: ${detail}.`, remedy, {
    file: path,
  });
}

/**
 * @param peak bytes that reading takes for each pixel
 * @throws ArcspaceError when a picture is too large to take in, or has no pixels.
 */
export function checkDimensions(width: number, height: number, peak: number, path: string): void {
  if (width < 1 || height < 1) throw brokenImage(path, `it says that it is ${width} x ${height} pixels`);
  const largest = Math.floor(largestPeak / peak);
  if (width <= longestSide && height <= longestSide && width * height <= largest) return;
  throw new ArcspaceError(
    'image-too-large',
    `The picture "${path}" says that it is ${width} x ${height} pixels.`,
    `Pictures of this kind may have up to ${longestSide} pixels on a side and ${Math.floor(largest / 1e6)} megapixels. Make it smaller first.`,
    { file: path },
  );
}
