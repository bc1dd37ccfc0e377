/** IEEE 754 binary16 bits -> number. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16 bits -> number: the upper half of a float32. */
export function bfloat16(bits: number): number {
  scratch.setUint16(0, bits);
  scratch.setUint16(2, 0);
  return scratch.getFloat32(0);
}

/** Bits of float8 with 4 bits of exponent and no infinities (E4M3FN, arXiv 2209.05433) -> number. */
export function float8E4M3(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const magnitude = bits & 0x7f;
  if (magnitude === 0x7f) return Number.NaN;
  const [exponent, fraction] = [magnitude >> 3, magnitude & 7];
  return exponent === 0 ? sign * fraction * 2 ** -9 : sign * (1 + fraction / 8) * 2 ** (exponent - 7);
}

/** Bits of float8 with 5 bits of exponent (E5M2, arXiv 2209.05433) -> number: the upper half of a float16. */
export function float8E5M2(bits: number): number {
  return float16(bits << 8);
}
