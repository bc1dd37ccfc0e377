import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { bestPort } from '../app/bestPort.ts';
import { createEditor } from '../state/document/createEditor.ts';
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
    ['atribute vector', 'attribute_vector'],
    ['direction', 'attribute_vector'],
    ['mood', 'mood_gradient'],
    ['day to night', 'mood_gradient'],
    ['night', 'mood_gradient'],
    ['folder', 'load_images'],
    ['row', 'image_grid'],
    ['interpolation', 'temporal_interpolation'],
  ])('puts for "%s" the node %s first', (query, type) => {
    expect(hits(query)[0]).toBe(type);
  });

  it('does not gather letters from several words of a title, nor three from anywhere', () => {
    expect(hits('seed').slice(0, 2)).toEqual(['seed', 'noise']);
    expect(hits('vae').slice(0, 4)).not.toContain('variance_preserving_blend');
  });

  it('puts for the name of a type the nodes that make it before those that are called by it', () => {
    const found = hits('direction');
    expect(found.slice(0, 2)).toEqual(['attribute_vector', 'difference']);
    expect(found.indexOf('direction_report')).toBeGreaterThan(found.indexOf('lda_direction'));
    expect(found).toContain('scale_direction');
  });

  it('leaves out what long documentation mentions, where names or first sentences have it', () => {
    expect(hits('mood')).toEqual(['mood_gradient']);
  });

  it('looks into long documentation where nothing else has it, and never guesses then', () => {
    expect(hits('sunset')).toEqual(['mood_gradient', 'prompt']);
  });

  it('takes other endings of a word for the same', () => {
    expect(hits('interpolate').slice(0, 5)).toEqual([
      'interpolate_loras',
      'interpolate_prompts',
      'temporal_interpolation',
      'slerp',
      'lerp',
    ]);
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

  it('is offered the likeliest first, and a search among what it fits only', () => {
    const wire = { node: 'slerp', port: 't', side: 'input' as const };
    const [section, ...others] = searchNodes(editor, '', wire);
    expect(section?.entries[0]?.type).toBe('numbers');
    expect(others).toEqual([]);
    const found = searchNodes(editor, 'decode', wire).flatMap(({ entries }) => entries.map((entry) => entry.type));
    expect(found).toEqual(['decode_clip', 'vae_round_trip']);
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
