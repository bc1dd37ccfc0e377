import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { portViews } from './portSpots.ts';

function shown(wired: readonly string[], parameters: Record<string, unknown> = {}): readonly string[] {
  const ports = { inputs: new Set(wired), outputs: new Set<string>() };
  return portViews(nodeRegistry.get('formula'), ports, parameters).inputs.map(({ name }) => name);
}

describe('a formula shows the inputs', () => {
  it.each([
    [undefined, ['a', 'b']],
    ['a * 24 + 1', ['a']],
    ['max(a, d)', ['a', 'd']],
    ['2 ** 10', ['a']],
    ['', ['a']],
  ])('that it names, or one: %j has %j', (formula, names) => {
    expect(shown([], formula === undefined ? {} : { formula })).toEqual(names);
  });

  it('that are wired, whatever it names, and one more once all are', () => {
    expect(shown(['a'])).toEqual(['a', 'b']);
    expect(shown(['a', 'b'])).toEqual(['a', 'b', 'c']);
    expect(shown(['c'], { formula: 'c' })).toEqual(['a', 'c']);
    expect(shown(['h'], { formula: 'a' })).toEqual(['a', 'h']);
    expect(shown([...'abcdefgh'], { formula: 'sum(values)' })).toEqual([...'abcdefgh']);
  });

  it('also where its text is no text, as in a broken file', () => {
    expect(shown([], { formula: 7 })).toEqual(['a']);
  });
});
