import type { FileHandle } from 'node:fs/promises';
import type { CancelSignal } from '../../diffusion/model.ts';
import type { ByteSource } from '../../graph/animations/byteSource.ts';

/** Bytes that are read at once, where most pieces that are asked for lie beside each other. */
const usualWindow = 64 * 1024;

/**
 * A file that is read piece by piece.
 * @param window bytes that are read at once
 * @throws what the signal throws, between readings
 */
export async function fileSource(file: FileHandle, signal?: CancelSignal, window = usualWindow): Promise<ByteSource> {
  const { size } = await file.stat();
  let [start, held] = [0, new Uint8Array()];
  const at = async (place: number, length: number) => {
    const wanted = Math.max(0, Math.min(length, size - place));
    if (place < start || place + wanted > start + held.length) {
      signal?.throwIfAborted();
      const room = new Uint8Array(Math.min(Math.max(wanted, window), Math.max(0, size - place)));
      const { bytesRead } = await file.read(room, 0, room.length, place);
      [start, held] = [place, room.subarray(0, bytesRead)];
    }
    return held.subarray(place - start, place - start + wanted);
  };
  return {
    size,
    at,
    async atHand(place) {
      const first = await at(place, 1);
      return first.length === 0 ? first : held.subarray(place - start);
    },
  };
}
