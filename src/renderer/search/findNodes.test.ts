import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { blockSchema, emptyWorkflow, nodeSchema } from '../../graph/workflow/schema.ts';
import { findNodes } from './findNodes.ts';

const node = (id: string, type: string, parameters: object = {}, title?: string) =>
  nodeSchema.parse({ id, type, version: 1, position: [0, 0], parameters, ...(title !== undefined && { title }) });

const workflow = {
  ...emptyWorkflow(),
  nodes: [
    node('decode', 'decode'),
    node('prompt', 'prompt', { text: 'a small red house on a hill, in the café of an old town by the sea at night' }),
    node('noise', 'noise', { seed: 4711 }),
    node('mine', 'slerp', {}, 'Between dusk and dawn'),
    node('hint', 'note', { text: 'Drag t to walk.' }),
    node('list', 'strength_sweep', { strengths: [0.5, 1.25] }),
  ],
  links: [{ from: 'mine.latents', to: 'decode.latents' }],
};
const found = (query: string) => findNodes(workflow, nodeRegistry, query);
const ids = (query: string) => found(query).map(({ node: { id } }) => id);

describe('what is looked for on the canvas', () => {
  it.each([
    ['a title of its own', 'dusk', ['mine']],
    ['the kind of a node with a title of its own', 'slerp', ['mine']],
    ['the name of a kind as files have it', 'strength_sw', ['list']],
    ['a value', '4711', ['noise']],
    ['a number in a list', '1.25', ['list']],
    ['a note', 'walk', ['hint']],
    ['words in any order, one of the title and one of a value', 'house prompt', ['prompt']],
    ['whatever its case and accents are', 'CAFE', ['prompt']],
    ['nothing', 'zebra', []],
    ['a word that is there and one that is not', 'house zebra', []],
    ['no word', '  ', []],
  ])('finds %s', (_, query, wanted) => {
    expect(ids(query)).toEqual(wanted);
  });

  it('is found in blocks too, and is a block where its title has it, not its type', () => {
    const block = blockSchema.parse({ id: 'block', title: 'Soft light', position: [0, 0] });
    const nodes = workflow.nodes.map((each) => (each.id === 'noise' ? { ...each, block: 'block' } : each));
    const whole = { ...workflow, nodes, blocks: [block] };
    const idsIn = (query: string) => findNodes(whole, nodeRegistry, query).map((each) => each.node.id);
    expect([idsIn('4711'), idsIn('light soft'), idsIn('block')]).toEqual([['noise'], ['block'], []]);
  });

  it('is found in the order in which the graph runs', () => {
    expect(ids('d')).toEqual(expect.arrayContaining(['mine', 'decode']));
    expect(ids('d').indexOf('mine')).toBeLessThan(ids('d').indexOf('decode'));
  });

  it('is shown with what is around it in a value', () => {
    expect(found('café')[0]?.value).toEqual({
      parameter: 'text',
      text: '… a hill, in the café of an old town by the sea at night',
    });
    expect(found('small')[0]?.value?.text).toBe('a small red house on a hill, in the café of an old town by t…');
    expect(found('prompt')[0]?.value).toBeUndefined();
  });
});
