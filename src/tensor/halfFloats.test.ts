import { expect, test } from 'vitest';
import { bfloat16, float8E4M3, float8E5M2, float16 } from './halfFloats.ts';

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

/** What torch makes of the same bits. */
test.each([
  [0x00, 0, 0],
  [0x01, 2 ** -9, 2 ** -16],
  [0x07, 0.013671875, 0.0001068115234375],
  [0x08, 0.015625, 2 ** -13],
  [0x38, 1, 0.5],
  [0x7b, 352, 57344],
  [0x7c, 384, Number.POSITIVE_INFINITY],
  [0x7e, 448, Number.NaN],
  [0x7f, Number.NaN, Number.NaN],
  [0x80, -0, -0],
  [0xc1, -2.25, -2.5],
  [0xfc, -384, Number.NEGATIVE_INFINITY],
  [0xff, Number.NaN, Number.NaN],
])('the 8 bits %i are %d with 4 bits of exponent, %d with 5', (bits, four, five) => {
  expect(float8E4M3(bits)).toBe(four);
  expect(float8E5M2(bits)).toBe(five);
});
