import { describe, expect, it } from 'vitest';
import { neighbour } from './neighbour.ts';

/** Two groups under each other, of three to a row: four places, then two. */
const places = [
  [0, 0],
  [90, 0],
  [180, 0],
  [0, 100],
  [0, 220],
  [90, 220],
].map(([left = 0, top = 0]) => ({ left, top }));

describe('arrow keys among tiles', () => {
  it('move along the rows and from the end of one to the next', () => {
    expect(neighbour(places, 0, 'ArrowRight')).toBe(1);
    expect(neighbour(places, 2, 'ArrowRight')).toBe(3);
    expect(neighbour(places, 3, 'ArrowLeft')).toBe(2);
  });

  it('move to the nearest place of the row above or below, also of another group', () => {
    expect(neighbour(places, 1, 'ArrowDown')).toBe(3);
    expect(neighbour(places, 3, 'ArrowDown')).toBe(4);
    expect(neighbour(places, 5, 'ArrowUp')).toBe(3);
  });

  it('lead out at the ends', () => {
    expect(neighbour(places, 0, 'ArrowLeft')).toBeUndefined();
    expect(neighbour(places, 5, 'ArrowRight')).toBeUndefined();
    expect(neighbour(places, 1, 'ArrowUp')).toBeUndefined();
    expect(neighbour(places, 5, 'ArrowDown')).toBeUndefined();
  });

  it('jump to both ends', () => {
    expect(neighbour(places, 3, 'Home')).toBe(0);
    expect(neighbour(places, 0, 'End')).toBe(5);
  });
});
