import { expect, test } from 'vitest';
import { fromFloat16, toFloat16 } from './float16.ts';

test('every float16 number survives the way there and back', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromFloat16(bits);
    if (Number.isNaN(value)) expect(Number.isNaN(fromFloat16(toFloat16(value)))).toBe(true);
    else if (toFloat16(value) !== bits) expect(toFloat16(value), `0x${bits.toString(16)}`).toBe(bits);
  }
});

test('a number between two goes to the nearest, and to the even one from the middle', () => {
  for (let bits = 0; bits < 0x7bff; bits++) {
    const [low, high] = [fromFloat16(bits), fromFloat16(bits + 1)];
    const middle = (low + high) / 2;
    const even = bits % 2 === 0 ? bits : bits + 1;
    const found = [toFloat16(middle), toFloat16(low + (high - low) * 0.4), toFloat16(-(low + (high - low) * 0.6))];
    if (found.join() !== [even, bits, (bits + 1) | 0x8000].join()) expect(found, `after ${low}`).toEqual([even]);
  }
});

test('what is too large becomes infinity, and what is too small becomes zero', () => {
  expect(fromFloat16(toFloat16(65504))).toBe(65504);
  expect(fromFloat16(toFloat16(65520))).toBe(Number.POSITIVE_INFINITY);
  expect(fromFloat16(toFloat16(-1e9))).toBe(Number.NEGATIVE_INFINITY);
  expect(Object.is(fromFloat16(toFloat16(-1e-9)), -0)).toBe(true);
  expect(toFloat16(2 ** -25)).toBe(0);
});
