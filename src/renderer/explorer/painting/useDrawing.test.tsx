// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { mostNumbers, type Stroke } from '../../../painting/stroke.ts';
import { firstBrush, type Place } from '../../app/brush.ts';
import { isEraserEnd } from './isEraserEnd.ts';
import { useDrawing } from './useDrawing.ts';

/** A picture that is painted on, with a stroke on it. */
function setUp() {
  let strokes: readonly Stroke[] = [{ points: [0.5, 0.5], radius: 0.1, hardness: 1, value: 1, opacity: 1 }];
  let drawing: ReturnType<typeof useDrawing> | undefined;
  const host = document.createElement('div');
  const Surface = () => {
    const change = (next: readonly Stroke[]) => {
      strokes = next;
    };
    const shape = { width: 100, height: 100 };
    drawing = useDrawing({ strokes, painting: { paints: 'coverage' } as never, brush: firstBrush, shape, change });
    return null;
  };
  const draws = () => act(() => render(<Surface />, host));
  const hand = () => {
    if (!drawing) throw new Error('nothing is drawn');
    return drawing;
  };
  return { strokes: () => strokes, draws, hand };
}

it('a stroke that is too long for one is taken back whole', async () => {
  const { strokes, draws, hand } = setUp();
  const before = strokes();
  await draws();
  await act(() => hand().begin([0, 0], 1));
  await draws();
  const way = Array.from({ length: mostNumbers / 2 + 10 }, (_, index): Place => [index % 2, 0.5]);
  await act(() => hand().goOn(way));
  await draws();
  expect(strokes()).toHaveLength(3);
  await act(() => hand().takeBack());
  expect(strokes()).toEqual(before);
});

it('the other end of a pen erases for one stroke, however long, and the brush paints again after it', async () => {
  const { strokes, draws, hand } = setUp();
  await draws();
  await act(() => hand().begin([0, 0], 1, { ...firstBrush, erases: true }));
  await draws();
  const way = Array.from({ length: mostNumbers / 2 + 10 }, (_, index): Place => [index % 2, 0.5]);
  await act(() => hand().goOn(way));
  await draws();
  await act(() => hand().end());
  await act(() => hand().begin([0.2, 0.2], 2));
  expect(strokes().map(({ value }) => value)).toEqual([1, 0, 0, 1]);
});

it.each([
  ['pen', 32, true],
  ['pen', 1, false],
  ['mouse', 32, false],
])('a %s with the buttons %i is put down by its eraser: %s', (pointerType, buttons, isEraser) => {
  expect(isEraserEnd({ pointerType, buttons })).toBe(isEraser);
});
