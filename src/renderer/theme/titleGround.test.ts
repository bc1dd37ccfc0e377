import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { swatches } from '../../graph/workflow/swatches.ts';
import { contrast, LEGIBLE, mixed } from './contrast.ts';
import { titleGround } from './titleGround.ts';
import { darkTheme, lightTheme } from './tokens.ts';

const themes = [darkTheme, lightTheme];

describe('contrast', () => {
  test('is 21 between black and white, 1 between equals, whichever comes first', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 6);
    expect(contrast('#3f789e', '#3f789e')).toBe(1);
  });

  test('of the grey that just passes on white is 4.54', () => {
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });
});

test('a mixture lies between its two colours, channel by channel', () => {
  expect(mixed('#000000', '#ff8040', 0.5)).toBe('#804020');
  expect(mixed('#102030', '#ffffff', 0)).toBe('#102030');
});

describe.each(themes)('in the $name theme', (theme) => {
  test('the title on any colour at all is legible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const ground = titleGround(theme, `#${value.toString(16).padStart(6, '0')}`);
        expect(contrast(ground, theme.text)).toBeGreaterThanOrEqual(LEGIBLE);
      }),
    );
  });

  test('every swatch is told from the plain ground and from each other', () => {
    const grounds = swatches.map(({ color }) => titleGround(theme, color));
    expect(new Set([...grounds, titleGround(theme, undefined)]).size).toBe(swatches.length + 1);
  });
});
