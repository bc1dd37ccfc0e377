import { float16 } from '../../../tensor/halfFloats.ts';

/** How numbers are packed in blocks that share their scales. */
export interface BlockFormat {
  /** Numbers in a block, and bytes that they take. */
  readonly count: number;
  readonly bytes: number;
  /** Writes the numbers of the block that begins at `at` to `out`, from its start. */
  unpack(bytes: Uint8Array, at: number, out: Float32Array): void;
}

const half = (bytes: Uint8Array, at: number) => float16((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
const byte = (bytes: Uint8Array, at: number) => bytes[at] ?? 0;
const signed = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 24) >> 24;

/** Blocks of 32 with 4 or 5 bits each: the low halves of 16 bytes first, then the high ones. */
function smallBlock(bits: 4 | 5, hasLeast: boolean): BlockFormat {
  const scales = hasLeast ? 4 : 2;
  const highAt = scales;
  const lowAt = scales + (bits === 5 ? 4 : 0);
  const middle = 2 ** (bits - 1);
  return {
    count: 32,
    bytes: lowAt + 16,
    unpack(bytes, at, out) {
      const scale = half(bytes, at);
      const least = hasLeast ? half(bytes, at + 2) : -middle * scale;
      for (let i = 0; i < 32; i++) {
        const pair = byte(bytes, at + lowAt + (i & 15));
        const low = i < 16 ? pair & 15 : pair >> 4;
        const high = bits === 5 ? ((byte(bytes, at + highAt + (i >> 3)) >> (i & 7)) & 1) << 4 : 0;
        out[i] = scale * (low | high) + least;
      }
    },
  };
}

const eightBits: BlockFormat = {
  count: 32,
  bytes: 34,
  unpack(bytes, at, out) {
    const scale = half(bytes, at);
    for (let i = 0; i < 32; i++) out[i] = scale * signed(bytes, at + 2 + i);
  },
};

/** Numbers in a block of blocks. */
const many = 256;

const twoBits: BlockFormat = {
  count: many,
  bytes: 84,
  unpack(bytes, at, out) {
    const [scale, least] = [half(bytes, at + 80), half(bytes, at + 82)];
    for (let i = 0; i < many; i++) {
      const both = byte(bytes, at + (i >> 4));
      const number = (byte(bytes, at + 16 + 32 * (i >> 7) + (i & 31)) >> (2 * ((i >> 5) & 3))) & 3;
      out[i] = scale * (both & 15) * number - least * (both >> 4);
    }
  },
};

/** Scales of six bits, of which the upper two lie elsewhere. */
function threeBitScale(bytes: Uint8Array, at: number, i: number): number {
  const low = i < 8 ? byte(bytes, at + i) & 15 : byte(bytes, at + i - 8) >> 4;
  const high = (byte(bytes, at + 8 + (i & 3)) >> (2 * (i >> 2))) & 3;
  return (low | (high << 4)) - 32;
}

const threeBits: BlockFormat = {
  count: many,
  bytes: 110,
  unpack(bytes, at, out) {
    const scale = half(bytes, at + 108);
    for (let i = 0; i < many; i++) {
      const low = (byte(bytes, at + 32 + 32 * (i >> 7) + (i & 31)) >> (2 * ((i >> 5) & 3))) & 3;
      const isHigh = (byte(bytes, at + (i & 31)) >> (i >> 5)) & 1;
      out[i] = scale * threeBitScale(bytes, at + 96, i >> 4) * (low - (isHigh ? 0 : 4));
    }
  },
};

/** Of eight scales and eight least numbers in twelve bytes, six bits each. */
function sixBits(bytes: Uint8Array, at: number, i: number): readonly [scale: number, least: number] {
  if (i < 4) return [byte(bytes, at + i) & 63, byte(bytes, at + i + 4) & 63];
  const both = byte(bytes, at + i + 4);
  return [(both & 15) | ((byte(bytes, at + i - 4) >> 6) << 4), (both >> 4) | ((byte(bytes, at + i) >> 6) << 4)];
}

/** 4 or 5 bits: by 64 numbers the low halves of 32 bytes, then the high ones. */
function largeBlock(bits: 4 | 5): BlockFormat {
  const lowAt = bits === 5 ? 48 : 16;
  return {
    count: many,
    bytes: lowAt + 128,
    unpack(bytes, at, out) {
      const [scale, least] = [half(bytes, at), half(bytes, at + 2)];
      for (let part = 0; part < 8; part++) {
        const [ownScale, ownLeast] = sixBits(bytes, at + 4, part);
        for (let i = 0; i < 32; i++) {
          const pair = byte(bytes, at + lowAt + 32 * (part >> 1) + i);
          const low = part & 1 ? pair >> 4 : pair & 15;
          const high = bits === 5 ? ((byte(bytes, at + 16 + i) >> part) & 1) << 4 : 0;
          out[32 * part + i] = scale * ownScale * (low | high) - least * ownLeast;
        }
      }
    },
  };
}

const sixBitBlock: BlockFormat = {
  count: many,
  bytes: 210,
  unpack(bytes, at, out) {
    const scale = half(bytes, at + 208);
    for (let i = 0; i < many; i++) {
      const [part, quarter] = [i >> 7, (i >> 5) & 3];
      const pair = byte(bytes, at + 64 * part + (i & 31) + 32 * (quarter & 1));
      const low = quarter < 2 ? pair & 15 : pair >> 4;
      const high = (byte(bytes, at + 128 + 32 * part + (i & 31)) >> (2 * quarter)) & 3;
      out[i] = scale * signed(bytes, at + 192 + (i >> 4)) * ((low | (high << 4)) - 32);
    }
  },
};

/** Formats of numbers in blocks by the names of ggml: https://github.com/ggml-org/ggml/blob/master/src/ggml-quants.c, dequantize_row_*. */
export const blockFormats = {
  Q4_0: smallBlock(4, false),
  Q4_1: smallBlock(4, true),
  Q5_0: smallBlock(5, false),
  Q5_1: smallBlock(5, true),
  Q8_0: eightBits,
  Q2_K: twoBits,
  Q3_K: threeBits,
  Q4_K: largeBlock(4),
  Q5_K: largeBlock(5),
  Q6_K: sixBitBlock,
} as const satisfies Record<string, BlockFormat>;

export type BlockFormatName = keyof typeof blockFormats;

export function isInBlocks(format: string): format is BlockFormatName {
  return Object.hasOwn(blockFormats, format);
}
