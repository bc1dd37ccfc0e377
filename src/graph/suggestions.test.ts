import { expect, test } from 'vitest';
import { closest } from './closest.ts';

const names = ['slerp', 'lerp', 'load_image', 'load_model', 'noise', 'denoise'];

test.each([
  ['slrp', 'slerp'],
  ['sleerp', 'slerp'],
  ['slarp', 'slerp'],
  ['laod_image', 'load_image'],
  ['load_modle', 'load_model'],
  ['noize', 'noise'],
  ['denoise', 'denoise'],
])('"%s" may mean "%s"', (mistyped, meant) => {
  expect(closest(mistyped, names)).toBe(meant);
  expect(closest(mistyped, [...names].reverse())).toBe(meant);
});

test('a short name may differ in two places, a long one in a third of them', () => {
  expect(closest('noixx', names)).toBe('noise');
  expect(closest('xxxse', names)).toBeUndefined();
  expect(closest('load_imxxx', names)).toBe('load_image');
  expect(closest('loadxxxxxx', names)).toBeUndefined();
});

test('what is like nothing suggests nothing, and neither does nothing', () => {
  expect(closest('KSampler', names)).toBeUndefined();
  expect(closest('', [])).toBeUndefined();
  expect(closest('slerp', [])).toBeUndefined();
});

test('a name is compared from its first letter to its last', () => {
  expect(closest('ab', ['b', 'ab'])).toBe('ab');
  expect(closest('ab', ['abc', 'xyz'])).toBe('abc');
  expect(closest('bc', ['abc', 'xyz'])).toBe('abc');
});
