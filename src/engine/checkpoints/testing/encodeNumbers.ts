import { toFloat16 } from '../../sessions/float16.ts';

/** Formats that fixtures are written in. */
export type FixtureFormat = 'F32' | 'F16' | 'BF16';

/** float32 numbers as a safetensors file stores them, rounded half to even. */
export function encodeNumbers(values: Float32Array, format: FixtureFormat): Uint8Array {
  if (format === 'F32') return new Uint8Array(values.slice().buffer);
  return new Uint8Array(Uint16Array.from(values, format === 'F16' ? toFloat16 : toBfloat16).buffer);
}

function toBfloat16(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}
