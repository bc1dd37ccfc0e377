import { toFloat16 } from '../../sessions/float16.ts';

/** Formats that fixtures are written in. */
export type FixtureFormat = 'F32' | 'F16' | 'BF16' | 'F8_E4M3' | 'F8_E5M2';

/** float32 numbers as a safetensors file stores them, rounded half to even. */
export function encodeNumbers(values: Float32Array, format: FixtureFormat): Uint8Array {
  switch (format) {
    case 'F32':
      return new Uint8Array(values.slice().buffer);
    case 'F16':
      return new Uint8Array(Uint16Array.from(values, toFloat16).buffer);
    case 'BF16':
      return new Uint8Array(Uint16Array.from(values, toBfloat16).buffer);
    case 'F8_E4M3':
      return Uint8Array.from(values, (value) => toFloat8(value, e4m3));
    case 'F8_E5M2':
      return Uint8Array.from(values, (value) => toFloat8(value, e5m2));
  }
}

function toBfloat16(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

/** The finite numbers from 0 on of formats of 8 bits (Micikevicius et al. 2022), in the order of their bits. */
const e4m3 = positives(3, 7, 0x7f);
const e5m2 = positives(2, 15, 0x7c);

function positives(mantissaBits: number, bias: number, count: number): number[] {
  const steps = 2 ** mantissaBits;
  return Array.from({ length: count }, (_, bits) => {
    const exponent = Math.floor(bits / steps);
    const mantissa = (bits % steps) / steps;
    return exponent === 0 ? mantissa * 2 ** (1 - bias) : (1 + mantissa) * 2 ** (exponent - bias);
  });
}

function toFloat8(value: number, numbers: readonly number[]): number {
  const size = Math.abs(value);
  const above = numbers.findIndex((number) => number >= size);
  if (above < 0) throw new RangeError(`${value} is too large for 8 bits`);
  const [low = 0, high = 0] = [numbers[above - 1], numbers[above]];
  const isLow = above > 0 && (size - low < high - size || (size - low === high - size && above % 2 === 1));
  return (value < 0 ? 0x80 : 0) + (isLow ? above - 1 : above);
}
