import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan } from '../plan.ts';
import { fakeRegistry } from '../testing/fakeNodes.ts';
import { workflowOf } from '../testing/workflowOf.ts';
import type { SweepAxis } from './axis.ts';
import { cellsInOrder, cellValues, workflowOfCell } from './cells.ts';
import { loopOrder } from './loopOrder.ts';
import { cellsOf } from './sweep.ts';

/** first -> second -> shown, with a parameter at each of them. */
const chain = workflowOf(
  {
    first: { type: 'value' },
    second: { type: 'sum' },
    third: { type: 'sum' },
    aside: { type: 'value' },
    shown: { type: 'show' },
  },
  ['first.number second.terms.1', 'second.number third.terms.1', 'third.number shown.number'],
);
const planned = plan(chain, fakeRegistry, []);
const axis = (node: string, parameter: string, count: number): SweepAxis => ({
  node,
  parameter,
  values: Array.from({ length: count }, (_, index) => index),
});
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

describe('the cells of a sweep', () => {
  test('are every combination once, and each is one step of one axis away from the last', () => {
    const sized = sizes.chain((counts) =>
      fc.tuple(
        fc.constant(counts),
        fc.shuffledSubarray(
          counts.map((_, index) => index),
          { minLength: counts.length },
        ),
      ),
    );
    fc.assert(
      fc.property(sized, ([counts, order]) => {
        const cells = cellsInOrder(
          counts.map((count, index) => axis(`n${index}`, 'value', count)),
          order,
        );
        expect(new Set(cells.map(String)).size).toBe(counts.reduce((product, count) => product * count, 1));
        for (const [index, cell] of cells.slice(1).entries()) {
          const moves = cell.map((value, each) => Math.abs(value - (cells[index]?.[each] ?? 0)));
          expect(moves.filter((move) => move > 0)).toEqual([1]);
        }
      }),
    );
  });

  test('begin with the first value of each axis, whose values they name', () => {
    const axes = [axis('first', 'value', 3), axis('second', 'plus', 2)];
    expect(cellsOf(planned, axes)[0]).toEqual([0, 0]);
    expect(cellValues(axes, [2, 1])).toEqual({ 'first.value': 2, 'second.plus': 1 });
    const { nodes } = workflowOfCell(chain, axes, [2, 1]);
    expect(nodes.slice(0, 3).map(({ parameters }) => parameters)).toEqual([{ value: 2 }, { plus: 1 }, {}]);
    expect(chain.nodes[0]?.parameters).toEqual({});
  });

  test('are refused over one parameter twice, over what nothing depends on, and when they are too many', () => {
    expect(() => cellsOf(planned, [axis('first', 'value', 2), axis('first', 'value', 3)])).toThrow('Two axes go over');
    expect(() => cellsOf(planned, [axis('aside', 'value', 2)])).toThrow('No result depends on aside.value');
    expect(() => cellsOf(planned, [axis('first', 'value', 200), axis('second', 'plus', 200)])).toThrow('40000');
    expect(() => cellsOf(planned, [])).toThrow('There is no axis');
  });
});

/** How often nodes are computed when each keeps its newest result only. */
function computations(cells: readonly (readonly number[])[], reaching: ReadonlyMap<string, readonly number[]>): number {
  let count = 0;
  for (const axes of reaching.values()) {
    let last: string | undefined;
    for (const cell of cells) {
      const own = axes.map((index) => cell[index]).join();
      if (own !== last) count++;
      last = own;
    }
  }
  return count;
}

describe('the order of the axes', () => {
  test('has what lies furthest up the graph outermost, however the axes are named', () => {
    const axes = [axis('third', 'plus', 3), axis('first', 'value', 3), axis('second', 'plus', 3)];
    expect(loopOrder(planned, axes)).toEqual([1, 2, 0]);
  });

  test('computes no more than any other order would, with room for one result of each node', () => {
    const counts = fc.tuple(...['first', 'second', 'third'].map(() => fc.integer({ min: 1, max: 4 })));
    fc.assert(
      fc.property(counts, ([a = 1, b = 1, c = 1]) => {
        const axes = [axis('third', 'plus', a), axis('first', 'value', b), axis('second', 'plus', c)];
        const reaching = new Map([
          ['first', [1]],
          ['second', [1, 2]],
          ['third', [0, 1, 2]],
          ['shown', [0, 1, 2]],
        ]);
        const own = computations(cellsOf(planned, axes), reaching);
        for (const order of [
          [0, 1, 2],
          [0, 2, 1],
          [1, 0, 2],
          [2, 0, 1],
          [2, 1, 0],
        ]) {
          expect(own).toBeLessThanOrEqual(computations(cellsInOrder(axes, order), reaching));
        }
      }),
    );
  });
});
