import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { createEditor } from '../state/createEditor.ts';
import { bestPort } from './bestPort.ts';
import { searchNodes } from './searchNodes.ts';

const editor = createEditor(nodeRegistry);
for (const type of ['slerp', 'number', 'load_model', 'prompt']) {
  editor.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type, version: 1 }, [0, 0])));
}

const hits = (query: string) => searchNodes(editor, query).flatMap(({ entries }) => entries.map((entry) => entry.type));
const output = (node: string, port: string) => ({ node, port, side: 'output' as const });
const entryOf = (type: string) => {
  const entry = nodeRegistry.get(type);
  if (!entry) throw new Error(`no node ${type}`);
  return entry;
};

describe('searching the palette', () => {
  it('lists everything by category while nothing is typed', () => {
    const sections = searchNodes(editor, ' ');
    expect(sections.flatMap(({ entries }) => entries)).toHaveLength(nodeRegistry.size);
    expect(sections.map(({ category }) => category)).toContain('interpolation');
  });

  it.each([
    ['slerp', 'slerp'],
    ['Noise', 'noise'],
    ['denoise', 'denoise'],
    ['load im', 'load_image'],
    ['number', 'number'],
    ['spherical', 'slerp'],
    ['great circle', 'slerp'],
    ['photo', 'load_image'],
    ['slrp', 'slerp'],
    ['dcode', 'decode'],
  ])('puts for "%s" the node %s first', (query, type) => {
    expect(hits(query)[0]).toBe(type);
  });

  it('does not gather letters from several words of a title, nor three from anywhere', () => {
    expect(hits('seed').slice(0, 2)).toEqual(['seed', 'noise']);
    expect(hits('vae').slice(0, 4)).not.toContain('variance_preserving_blend');
  });

  it('finds nothing for nonsense', () => {
    expect(hits('xqzzyw')).toEqual([]);
  });
});

describe('a wire dropped on nothing', () => {
  it('is offered only nodes that it fits', () => {
    const offered = searchNodes(editor, '', output('slerp', 'latents')).flatMap(({ entries }) => entries);
    expect(offered.map((entry) => entry.type)).toContain('decode');
    expect(offered.map((entry) => entry.type)).not.toContain('load_image');
    for (const entry of offered) expect(bestPort(editor, output('slerp', 'latents'), entry)).toBeDefined();
  });

  it('goes to the port of exactly its type, a required one before an optional one', () => {
    expect(bestPort(editor, output('slerp', 'latents'), entryOf('decode'))).toBe('latents');
    expect(bestPort(editor, output('load_model', 'model'), entryOf('denoise'))).toBe('model');
    expect(bestPort(editor, output('prompt', 'conditioning'), entryOf('denoise'))).toBe('conditioning');
  });

  it('takes a number for a list of numbers', () => {
    expect(bestPort(editor, output('number', 'number'), entryOf('slerp'))).toBe('t');
  });

  it('pulled from an input is offered what gives that type', () => {
    const wire = { node: 'slerp', port: 'a', side: 'input' as const };
    const offered = searchNodes(editor, '', wire).flatMap(({ entries }) => entries.map((entry) => entry.type));
    expect(offered).toContain('noise');
    expect(offered).not.toContain('prompt');
  });
});
