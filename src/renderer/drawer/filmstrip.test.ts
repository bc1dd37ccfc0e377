import { describe, expect, it } from 'vitest';
import { filmstrip } from './filmstrip.ts';

describe('a filmstrip', () => {
  it('shows all frames that fit into the widest tile', () => {
    expect(filmstrip(5, 1)).toEqual({ shown: 5, more: 0 });
    expect(filmstrip(3, 1.9)).toEqual({ shown: 3, more: 0 });
    expect(filmstrip(11, 0.5)).toEqual({ shown: 11, more: 0 });
  });

  it('counts those that do not', () => {
    expect(filmstrip(9, 1)).toEqual({ shown: 5, more: 4 });
    expect(filmstrip(32, 0.5)).toEqual({ shown: 10, more: 22 });
  });

  it('shows one frame that is wider than the widest tile', () => {
    expect(filmstrip(4, 9)).toEqual({ shown: 1, more: 3 });
  });
});
