// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { CompareWith } from './CompareWith.tsx';
import type { Counterpart, Other } from './useCounterpart.ts';

const counterpart = { other: undefined, index: 0, together: false } as Counterpart;
const others = Array.from({ length: 100 }, (_, at): Other => {
  const picture = { width: 256, height: 256, frames: 1, rgba: new Uint8Array(4 * 256 * 256) };
  return { key: String(at), title: `Result ${at}`, frames: [{ picture, index: 0 }], isOwn: false };
});

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

test('of hundreds of results to compare with only those in view are drawn, and small', () => {
  const seen: (() => void)[] = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(hear: (entries: { isIntersecting: boolean }[]) => void) {
        seen.push(() => hear([{ isIntersecting: true }]));
      }
      observe() {}
      disconnect() {}
    },
  );
  act(() => render(<CompareWith others={others} counterpart={counterpart} count={1} />, document.body));
  const widths = () => [...document.querySelectorAll('canvas')].map(({ width }) => width);
  const untouched = document.createElement('canvas').width;
  expect(widths()).toEqual(others.map(() => untouched));
  act(() => {
    for (const see of seen.slice(0, 3)) see();
  });
  expect(widths().filter((width) => width !== untouched)).toEqual([128, 128, 128]);
});
