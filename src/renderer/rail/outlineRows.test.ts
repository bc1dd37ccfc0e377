import { expect, it } from 'vitest';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import { outlineOf } from './outline.ts';
import { rowsOf } from './outlineRows.ts';

const items = outlineOf(
  workflowOf({ a: { type: 'value' }, b: { type: 'value' }, sum: { type: 'sum' } }, [
    'a.number sum.a',
    'b.number sum.b',
  ]),
);
const written = (closed: ReadonlySet<string>) =>
  rowsOf(items, closed).map((row) => {
    const what = row.kind === 'node' ? row.item.node.id : `${row.item.node.id}.${row.input.port}`;
    return `${what} ${row.place} of ${row.among}`;
  });

it('a line for each node, its inputs under it, each with its place among its like', () => {
  expect(written(new Set())).toEqual(['a 1 of 3', 'b 2 of 3', 'sum 3 of 3', 'sum.a 1 of 2', 'sum.b 2 of 2']);
});

it('the inputs of a closed node have no line', () => {
  expect(written(new Set(['sum']))).toEqual(['a 1 of 3', 'b 2 of 3', 'sum 3 of 3']);
});

it('every line has a key of its own', () => {
  const keys = rowsOf(items, new Set()).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
