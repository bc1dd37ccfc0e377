import type { Picture } from '../../graph/events.ts';

/** The pixels of a picture file of a kind that browsers know. */
export async function decodedPicture(bytes: Uint8Array): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, frames: 1, rgba: context?.getImageData(0, 0, width, height).data ?? new Uint8Array() };
}
