import type { PictureSize } from '../../../graph/context.ts';

/** What a picture file says of itself, read without decoding it. */
export interface PictureHeader {
  /** All sizes that the file names, as stored: a decoder may believe any of them. */
  readonly sizes: readonly PictureSize[];
  /** The EXIF orientation, 1 to 8. */
  readonly orientation: number;
  /** Whether the decoder turns the picture by its orientation itself. */
  readonly turnedByDecoder: boolean;
  /** Whether the decoder keeps more than 8 bits for each channel. */
  readonly deep: boolean;
  /** Bytes that reading takes at its peak for each pixel. */
  readonly peak: number;
  /** What the decoder is to be given: the file without what could mislead it. */
  readonly bytes: Uint8Array;
  /** What is wrong with a file that opens all the same. */
  readonly warning?: string | undefined;
  /** Looks further into a file whose sizes are in order. @throws ArcspaceError when it is broken. */
  readonly check?: () => void | Promise<void>;
}

/** Float32 numbers of three channels: RGBA bytes are turned into them in place. */
const ordinaryPeak = 12;
/** Decoded pixels of 8 bytes beside the float32 numbers. */
export const deepPeak = 20;

/** A header like those of most formats. */
export function pictureHeader(own: Pick<PictureHeader, 'sizes' | 'bytes'> & Partial<PictureHeader>): PictureHeader {
  return { orientation: 1, turnedByDecoder: true, deep: false, peak: ordinaryPeak, ...own };
}
