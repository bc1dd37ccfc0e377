/** A file that is read piece by piece. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** The bytes from a place on: as many as are asked for, or as there are. */
  at(place: number, length: number): Promise<Uint8Array>;
}

/** Pieces between looks at the time: these take less than a millisecond. */
const piecesAtOnce = 1000;

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
  };
}

/** Where something lies in a file. */
export interface Piece {
  readonly at: number;
  readonly length: number;
}
