const orientationTag = 0x0112;
const entryLength = 12;

/**
 * The orientation in EXIF data, which is a TIFF header and its first directory (TIFF 6.0, section 2; EXIF 2.3, 4.6.4).
 * @returns 1 to 8; 1 (as stored) for what is missing or makes no sense.
 */
export function exifOrientation(exif: Uint8Array): number {
  const tiff = withoutPrefix(exif);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 8) return 1;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const little = order === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * entryLength;
    if (entry + entryLength > tiff.length) return 1;
    if (view.getUint16(entry, little) !== orientationTag) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** JPEG, and some programs that write WebP, put "Exif\0\0" before the TIFF header. */
function withoutPrefix(exif: Uint8Array): Uint8Array {
  return [...'Exif\0\0'].every((letter, i) => exif[i] === letter.charCodeAt(0)) ? exif.subarray(6) : exif;
}

/** Orientations 5 to 8 swap the sides. */
export function swapsSides(orientation: number): boolean {
  return orientation >= 5;
}
