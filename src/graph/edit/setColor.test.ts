import { expect, test } from 'vitest';
import { workflowOf } from '../testing/workflowOf.ts';
import { groupNodes } from './groups.ts';
import { setGroupColor, setNodeColor } from './setColor.ts';

const start = groupNodes(workflowOf({ a: { type: 'value' }, b: { type: 'value' }, c: { type: 'value' } }), ['a'], 'G');
const colors = setNodeColor(start, ['a', 'b'], '#3f789e');

test('several nodes are coloured at once, the others are left alone', () => {
  expect(colors.nodes.map(({ color }) => color)).toEqual(['#3f789e', '#3f789e', undefined]);
  expect(colors.nodes[2]).toBe(start.nodes[2]);
  expect(setNodeColor(colors, ['a', 'b'], '#3f789e')).toBe(colors);
});

test('none takes a colour away without a trace', () => {
  expect(setNodeColor(colors, ['a', 'b'], undefined)).toEqual(start);
  expect(setNodeColor(start, ['a'], undefined)).toBe(start);
});

test('a group is coloured, and plain again', () => {
  const coloured = setGroupColor(start, 'group', '#c8524c');
  expect(coloured.groups[0]?.color).toBe('#c8524c');
  expect(setGroupColor(coloured, 'group', undefined)).toEqual(start);
  expect(setGroupColor(start, 'group', undefined)).toBe(start);
  expect(setGroupColor(start, 'nothing', '#c8524c')).toBe(start);
});
