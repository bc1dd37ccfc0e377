import { describe, expect, it } from 'vitest';
import { createShake } from './shake.ts';

/** Goes through these places, one every so many milliseconds, in steps of 10 pixels; how often it was a shake. */
function shakes(places: readonly number[], every: number): number {
  const shaken = createShake();
  let [count, time, x] = [0, 0, places[0] ?? 0];
  for (const place of places) {
    const steps = Math.max(1, Math.ceil(Math.abs(place - x) / 10));
    const begun = x;
    for (let step = 1; step <= steps; step++) {
      x = begun + ((place - begun) * step) / steps;
      if (shaken(x, time + (every * step) / steps)) count++;
    }
    time += every;
  }
  return count;
}

describe('a shake', () => {
  it('goes forth and back several times, quickly', () => {
    expect(shakes([0, 60, 0, 60, 0, 60, 0], 120)).toBe(1);
  });

  it('is none where a hand goes somewhere, though it turns once or twice', () => {
    expect(shakes([0, 400], 300)).toBe(0);
    expect(shakes([0, 400, 300, 380], 200)).toBe(0);
  });

  it('is none where it is slow, or trembles', () => {
    expect(shakes([0, 60, 0, 60, 0, 60, 0], 700)).toBe(0);
    expect(shakes([0, 15, 0, 15, 0, 15, 0, 15, 0], 60)).toBe(0);
  });

  it('that goes on is another one', () => {
    expect(shakes([0, 60, 0, 60, 0, 60, 0, 60, 0, 60, 0], 100)).toBe(2);
  });
});
