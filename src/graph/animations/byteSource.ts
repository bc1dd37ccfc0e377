/** A file that is read piece by piece. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** The bytes from a place on: as many as are asked for, or as there are. */
  at(place: number, length: number): Promise<Uint8Array>;
  /** The bytes from a place on that can be had at once: at least one, where there is any. */
  atHand(place: number): Promise<Uint8Array>;
}

/** Pieces between looks at the time: these take less than a millisecond. */
const piecesAtOnce = 1000;
/** Bytes between them: to look at each takes less than a millisecond. */
const bytesAtOnce = 64 * 1024;

/**
 * Bytes that are in memory already.
 * @param pause awaited now and then: a file may be made of very many pieces, and others want their turn
 */
export function sourceOf(bytes: Uint8Array, pause?: () => Promise<void>): ByteSource {
  let until = piecesAtOnce;
  return {
    size: bytes.length,
    async at(place, length) {
      if (pause && --until === 0) {
        until = piecesAtOnce;
        await pause();
      }
      return bytes.subarray(place, place + length);
    },
    async atHand(place) {
      await pause?.();
      return bytes.subarray(place, place + bytesAtOnce);
    },
  };
}

/** Where something lies in a file. */
export interface Piece {
  readonly at: number;
  readonly length: number;
}
