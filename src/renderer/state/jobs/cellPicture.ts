import type { Picture } from '../../../graph/events.ts';

/** What a sheet shows of a cell. */
export interface CellPicture {
  /** Of the picture as it was computed (pixels); the bitmap may be smaller. */
  readonly width: number;
  readonly height: number;
  readonly bitmap: ImageBitmap;
}

/** The first frame, reduced to so many pixels: whole sets of hundreds of cells would fill the memory. */
export async function cellPicture({ width, height, rgba }: Picture, mostPixels: number): Promise<CellPicture> {
  const frame = new ImageData(Uint8ClampedArray.from(rgba.subarray(0, width * height * 4)), width, height);
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
  const reduced = (length: number): number => Math.max(1, Math.round(length * scale));
  const bitmap = await createImageBitmap(frame, {
    resizeWidth: reduced(width),
    resizeHeight: reduced(height),
    resizeQuality: 'high',
  });
  return { width, height, bitmap };
}
