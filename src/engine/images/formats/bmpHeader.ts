import { viewOf } from '../../../tensor/bytes.ts';
import { brokenImage } from '../imageErrors.ts';
import { type PictureHeader, pictureHeader } from './pictureHeader.ts';

/** The kinds of compression in which every row has the same length: none, and bit fields. */
const plainKinds = [0, 3, 6];

/** @throws ArcspaceError naming `path` when the header or some of the pixels are missing. */
export function bmpHeader(file: Uint8Array, path: string): PictureHeader {
  const view = viewOf(file);
  if (file.length < 34) throw brokenImage(path, 'the file is cut short');
  const old = view.getUint32(14, true) === 12;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  // Rows stand from the bottom up, and from the top down when the height is negative.
  const height = Math.abs(old ? view.getUint16(20, true) : view.getInt32(22, true));
  const bits = view.getUint16(old ? 24 : 28, true);
  const rows = Math.ceil((width * bits) / 32) * 4 * height;
  const plain = old || plainKinds.includes(view.getUint32(30, true));
  if (plain && view.getUint32(10, true) + rows > file.length) throw brokenImage(path, 'the file is cut short');
  return pictureHeader({ sizes: [{ width, height }], bytes: file });
}
