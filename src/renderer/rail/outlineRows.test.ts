import { expect, it } from 'vitest';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import type { WorkflowGroup } from '../../graph/workflow/schema.ts';
import { outlineOf } from './outline.ts';
import { type OutlineRow, rowsOf } from './outlineRows.ts';

const items = outlineOf(
  workflowOf({ a: { type: 'value' }, b: { type: 'value' }, sum: { type: 'sum' } }, [
    'a.number sum.a',
    'b.number sum.b',
  ]),
);
const group: WorkflowGroup = { id: 'a', title: 'Numbers', position: [0, 0], size: [100, 100] };
const nameOf = (row: OutlineRow) => {
  if (row.kind === 'group') return row.group.title;
  return row.kind === 'node' ? row.item.node.id : `${row.item.node.id}.${row.input.port}`;
};
const written = (closed: ReadonlySet<string>, groups: readonly WorkflowGroup[] = []) =>
  rowsOf(groups, items, closed).map((row) => `${nameOf(row)} ${row.place} of ${row.among}`);

it('a line for each node, its inputs under it, each with its place among its like', () => {
  expect(written(new Set())).toEqual(['a 1 of 3', 'b 2 of 3', 'sum 3 of 3', 'sum.a 1 of 2', 'sum.b 2 of 2']);
});

it('the inputs of a closed node have no line', () => {
  expect(written(new Set(['sum']))).toEqual(['a 1 of 3', 'b 2 of 3', 'sum 3 of 3']);
});

it('groups come before the nodes, and are counted with them', () => {
  expect(written(new Set(['sum']), [group])).toEqual(['Numbers 1 of 4', 'a 2 of 4', 'b 3 of 4', 'sum 4 of 4']);
});

it('every line has a key of its own', () => {
  const keys = rowsOf([group], items, new Set()).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
