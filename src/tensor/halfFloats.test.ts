import { expect, test } from 'vitest';
import { bfloat16, float16 } from './halfFloats.ts';

/** Examples of IEEE 754 binary16, from the standard's table. */
test.each([
  [0x0000, 0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3c00, 1],
  [0x4248, 3.140625],
  [0x7bff, 65504],
  [0xc000, -2],
  [0x8001, -(2 ** -24)],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0xfc00, Number.NEGATIVE_INFINITY],
  [0x7e00, Number.NaN],
])('the 16 bits %i are %d', (bits, value) => {
  expect(float16(bits)).toBe(value);
});

test('a negative zero keeps its sign', () => {
  expect(float16(0x8000)).toBe(-0);
});

test('bfloat16 is the upper half of a float32', () => {
  expect(bfloat16(0x4049)).toBe(3.140625);
  expect(bfloat16(0xff80)).toBe(Number.NEGATIVE_INFINITY);
});
