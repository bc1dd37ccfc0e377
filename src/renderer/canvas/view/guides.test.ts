import { describe, expect, test } from 'vitest';
import { aligned, guidesOf } from './guides.ts';

const rect = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height });
const held = rect(0, 0);

describe('what is dragged', () => {
  test.each([
    ['a left edge', [203, 100], rect(200, 300, 500), [200, 100]],
    ['a right edge', [204, 100], rect(50, 300, 250), [200, 100]],
    ['its left edge with a right one', [148, 100], rect(50, 300), [150, 100]],
    ['a middle', [252, 100], rect(200, 300, 200), [250, 100]],
    ['a top', [300, 78], rect(0, 80, 70, 300), [300, 80]],
  ] as const)('comes to lie on %s nearby', (_, by, other, expected) => {
    expect(aligned(held, by, [other], 5)).toEqual(expected);
  });

  test('stays where it is beyond reach, and where there is nothing', () => {
    expect(aligned(held, [206, 106], [rect(200, 300, 500)], 5)).toEqual([206, 106]);
    expect(aligned(held, [206, 106], [], 5)).toEqual([206, 106]);
  });

  test('goes to the nearest of several lines', () => {
    expect(aligned(held, [203, 900], [rect(200, 300, 500), rect(202, 500, 500)], 5)).toEqual([202, 900]);
  });

  test('does not lie with an edge on a middle', () => {
    expect(aligned(held, [251, 900], [rect(200, 300, 104)], 5)).toEqual([251, 900]);
  });

  test('stays on whole units', () => {
    expect(aligned(held, [11, 900], [rect(10, 300, 101)], 0.6)).toEqual([11, 900]);
  });
});

describe('guides', () => {
  test('run along all that share a line, from the first to the last', () => {
    expect(guidesOf(rect(200, 100), [rect(200, 300, 500), rect(200, 700, 30), rect(900, 0)])).toEqual([
      { axis: 0, at: 200, from: 100, to: 740 },
    ]);
  });

  test('are as many as there are lines, upright and level', () => {
    const guides = guidesOf(rect(200, 100), [rect(200, 300), rect(500, 100)]);
    expect(guides.map(({ axis, at }) => [axis, at])).toEqual([
      [0, 200],
      [0, 300],
      [0, 250],
      [1, 100],
      [1, 140],
      [1, 120],
    ]);
  });

  test('are none where nothing lines up', () => {
    expect(guidesOf(rect(203, 103), [rect(200, 300, 500)])).toEqual([]);
  });
});
