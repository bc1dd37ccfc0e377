// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame } from './frames.ts';
import { type Counterpart, type Other, useCounterpart } from './useCounterpart.ts';

const framesOf = (count: number): Frame[] =>
  Array.from({ length: count }, (_, index) => ({
    picture: { width: 1, height: 1, frames: count, rgba: new Uint8Array(4 * count) },
    index,
  }));
const other = (key: string, count: number, isOwn = false): Other => ({
  key,
  title: key,
  frames: framesOf(count),
  isOwn,
});

let latest: Counterpart;
function Probe({ others, at, count }: { others: readonly Other[]; at: number; count: number }) {
  latest = useCounterpart(others, at, count);
  return null;
}
const show = (others: readonly Other[], at: number, count: number) =>
  act(() => render(<Probe others={others} at={at} count={count} />, document.body));

afterEach(() => render(null, document.body));

describe('what is compared', () => {
  it('is the first of the others before one is chosen, and of the batch itself another picture', () => {
    show([other('own', 4, true), other('a', 1)], 0, 4);
    expect([latest.other?.key, latest.index]).toEqual(['own', 1]);
    show([other('own', 4, true)], 2, 4);
    expect(latest.index).toBe(0);
  });

  it('goes along with the shown picture in a batch of as many, the first with the first', () => {
    const batch = other('b', 4);
    show([other('own', 4, true), batch], 1, 4);
    act(() => latest.choose(batch));
    expect([latest.together, latest.index]).toEqual([true, 1]);
    show([other('own', 4, true), batch], 3, 4);
    expect(latest.index).toBe(3);
    act(() => latest.show(0));
    expect([latest.together, latest.index]).toEqual([false, 0]);
  });

  it('stays within a shorter batch', () => {
    const short = other('c', 2);
    show([short], 5, 8);
    expect([latest.together, latest.index]).toEqual([false, 1]);
    act(() => latest.pair(true));
    expect(latest.index).toBe(1);
  });

  it('is another one when the chosen one is gone', () => {
    show([other('a', 1), other('b', 1)], 0, 1);
    act(() => latest.choose(other('b', 1)));
    expect(latest.other?.key).toBe('b');
    show([other('a', 1)], 0, 1);
    expect(latest.other?.key).toBe('a');
  });
});
