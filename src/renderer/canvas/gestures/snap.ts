import { sizes } from '../../theme/tokens.ts';
import type { Point } from '../view/rect.ts';
import type { Sample } from './gesture.ts';

/** Dots stand in the middle of the cells of the grid. */
const half = sizes.grid / 2;

function onGrid(value: number): number {
  return Math.round((value - half) / sizes.grid) * sizes.grid + half;
}

/** The way from a press to a pointer in whole units; with Shift the one nearest to it that brings a corner onto a dot of the grid. */
export function wayOf(from: Sample, { graph, shift }: Pick<Sample, 'graph' | 'shift'>, corner: Point): Point {
  const way = (axis: 0 | 1) => {
    const by = graph[axis] - from.graph[axis];
    return shift ? onGrid(corner[axis] + by) - corner[axis] : Math.round(by);
  };
  return [way(0), way(1)];
}
