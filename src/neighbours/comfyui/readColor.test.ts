import { expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { swatches } from '../../graph/workflow/swatches.ts';
import { convertGraph } from './convertGraph.ts';
import { readColor } from './readColor.ts';
import { readGraph } from './readGraph.ts';

/** The colour of one node of a ComfyUI workflow, as ours has it. */
function colorOf(colors: object, type = 'Note'): string | undefined {
  const graph = readGraph({ last_node_id: 1, nodes: [{ id: 1, type, widgets_values: [''], ...colors }], links: [] });
  return graph && convertGraph(graph, nodeRegistry).workflow.nodes[0]?.color;
}
const swatch = (wanted: string) => swatches.find(({ name }) => name === wanted)?.color;

test.each([
  ['Red', { color: '#322', bgcolor: '#533' }],
  ['Orange', { color: '#332922', bgcolor: '#593930' }],
  ['Green', { color: '#232', bgcolor: '#353' }],
  ['Blue', { color: '#223', bgcolor: '#335' }],
  ['Blue', { color: '#2a363b', bgcolor: '#3f5159' }],
  ['Teal', { color: '#233', bgcolor: '#355' }],
  ['Purple', { color: '#323', bgcolor: '#535' }],
  ['Yellow', { color: '#432', bgcolor: '#653' }],
  ['Grey', { color: '#222', bgcolor: '#000' }],
])('a colour of its menu becomes %s', (name, colors) => {
  expect(colorOf(colors)).toBe(swatch(name));
  expect(colorOf(colors, 'SomethingUnknown')).toBe(swatch(name));
});

test('any other colour stays what it is: that of the body, or else of the header', () => {
  expect(colorOf({ color: '#111', bgcolor: '#3F789E' })).toBe('#3f789e');
  expect(colorOf({ color: '#abc' })).toBe('#aabbcc');
});

test.each([['red'], ['rgb(1,2,3)'], ['url(x)'], ['#12345'], [7], [null], [undefined]])(
  'what is no colour of six digits is none: %j',
  (color) => {
    expect(readColor(color)).toBeUndefined();
    expect(colorOf({ bgcolor: color })).toBeUndefined();
  },
);
