import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closest } from './closest.ts';

const names = ['load_image', 'load_images', 'save_image', 'slerp', 'lerp', 'number', 'numbers'];

it.each([
  ['load_imgae', 'load_image'],
  ['slrep', 'slerp'],
  ['lerp', 'lerp'],
  ['numbrs', 'numbers'],
  ['LOAD_IMAGE', undefined],
  ['something_else_altogether', undefined],
  ['', undefined],
])('"%s" was meant to be %s', (name, meant) => {
  expect(closest(name, names)).toBe(meant);
});

it('takes the first of those that are equally near', () => {
  expect(closest('ab', ['abc', 'abd'])).toBe('abc');
});

it('guesses nothing behind a text that is no name', () => {
  expect(closest(`slerp${' '.repeat(200)}`, names)).toBeUndefined();
  expect(closest('x'.repeat(65), ['x'.repeat(64)])).toBeUndefined();
});

it('finds a name again from which one letter is missing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
      const cut = at % name.length;
      expect(closest(name.slice(0, cut) + name.slice(cut + 1), [name])).toBe(name);
    }),
  );
});
