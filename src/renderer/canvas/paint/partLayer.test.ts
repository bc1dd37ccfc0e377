// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { darkTheme } from '../../theme/tokens.ts';
import { type FakeContext, fakeContext } from '../testing/fakeCanvas.ts';
import type { Brush } from './brush.ts';
import { createPartLayer, type Layered } from './partLayer.ts';

let layer: FakeContext;
let screen: FakeContext;
let brush: Brush;
let now: number;

beforeEach(() => {
  [layer, screen, now] = [fakeContext(), fakeContext(), 0];
  HTMLCanvasElement.prototype.getContext = (() => layer.context) as unknown as HTMLCanvasElement['getContext'];
  Object.assign(screen.context, { canvas: { width: 100, height: 80 } });
  brush = { context: screen.context, theme: darkTheme, zoom: 0.1, density: 1, now: 0 };
});

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Things that each take so many milliseconds. */
function layered(things: readonly number[], each = 0, look = '', source: object = things): Layered<number> {
  const paint = ({ context }: Brush, some: readonly number[]) => {
    for (const thing of some) context.fillRect(thing, 0, 1, 1);
    now += each * some.length;
  };
  return { things, source, look, paint };
}

const rects = ({ calls }: FakeContext) => calls.filter(({ name }) => name === 'fillRect').map(({ args }) => args[0]);

it('paints a few things at once, where they belong', () => {
  const part = createPartLayer<number>(100);
  part.paint(brush, layered(numbers(100)));
  expect(rects(screen)).toEqual(numbers(100));
  expect(part.isUnfinished()).toBe(false);
});

it('paints many a part in each frame, each once and in their order, and shows in every frame those that are there', () => {
  const part = createPartLayer<number>(100, () => now);
  const many = layered(numbers(950));
  let frames = 0;
  do {
    part.paint(brush, many);
    frames++;
  } while (part.isUnfinished());
  part.paint(brush, many);
  expect(frames).toBeGreaterThan(2);
  expect(rects(layer)).toEqual(numbers(950));
  expect(rects(screen)).toEqual([]);
  expect(screen.calls.filter(({ name }) => name === 'drawImage')).toHaveLength(frames + 1);
});

it('paints fewer in a frame where they take long', () => {
  const part = createPartLayer<number>(100, () => now);
  const slow = layered(numbers(2000), 1);
  let longest = 0;
  for (let frame = 0; frame < 40; frame++) {
    const begun = now;
    part.paint(brush, slow);
    if (frame > 5) longest = Math.max(longest, now - begun);
  }
  expect(longest).toBeLessThan(20);
});

it('begins again when the things are others, or look otherwise', () => {
  const part = createPartLayer<number>(100, () => now);
  const things = numbers(150);
  for (const each of [layered(things), layered(things, 0, 'lifted'), layered(things, 0, 'lifted', [])]) {
    for (const _ of [1, 2, 3]) part.paint(brush, each);
  }
  expect(rects(layer)).toHaveLength(450);
});
