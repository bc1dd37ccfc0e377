/** A file that is read piece by piece. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** The bytes from a place on: as many as are asked for, or as there are. */
  at(place: number, length: number): Promise<Uint8Array>;
}

/** Bytes that are in memory already. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, at: async (place, length) => bytes.subarray(place, place + length) };
}

/** Where something lies in a file. */
export interface Piece {
  readonly at: number;
  readonly length: number;
}
