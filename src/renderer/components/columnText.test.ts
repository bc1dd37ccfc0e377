import { describe, expect, it } from 'vitest';
import { columnText } from './columnText.ts';

describe('a column of numbers', () => {
  it('has one number of decimals', () => {
    expect(columnText('length', [0, 16.67, 100, 8.333])).toEqual(['0.0', '16.7', '100.0', '8.3']);
    expect(columnText('length', [4.082, 0.6932, 0])).toEqual(['4.082', '0.693', '0.000']);
  });

  it('has no decimals that none of them needs', () => {
    expect(columnText('length', [12, 10, 12])).toEqual(['12', '10', '12']);
    expect(columnText('length', [0.5, 1, -1.5])).toEqual(['0.5', '1.0', '\u22121.5']);
    expect(columnText('length', [0, 0])).toEqual(['0', '0']);
  });

  it('loses no small value beside large ones', () => {
    expect(columnText('length', [1, 0.012])).toEqual(['1.000', '0.012']);
    expect(columnText('length', [1, 0.0000031])).toEqual(['1', '0.0000031']);
  });

  it('keeps the digits of each where its rows are figures of several kinds', () => {
    expect(columnText('value', [32, 18.486, 0.807])).toEqual(['32', '18.486', '0.807']);
  });

  it('leaves words and what is not finite as they are', () => {
    expect(columnText('length', ['none', 1.25, Number.POSITIVE_INFINITY])).toEqual(['none', '1.25', 'Infinity']);
  });
});
