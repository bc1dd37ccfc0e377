import { expect, test } from 'vitest';
import type { Plan } from '../../../graph/plan.ts';
import { shownCells } from './shownCells.ts';

const plan = {
  nodes: [{ id: 'noise', definition: { inputs: {} }, inputs: new Map() }],
  problems: [],
} as unknown as Plan;
const axis = (length: number) => [{ node: 'noise', parameter: 'seed', values: Array.from({ length }, (_, at) => at) }];

test('the editor sweeps over as many combinations as a window can show, and names the command line for more', () => {
  expect(shownCells(plan, axis(1000))).toHaveLength(1000);
  expect(() => shownCells(plan, axis(1001))).toThrow(
    expect.objectContaining({ code: 'usage', remedy: expect.stringContaining('arcspace sweep') }),
  );
});
