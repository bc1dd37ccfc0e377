import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { levelOf } from '../../graph/blocks/level.ts';
import { promoteParameter } from '../../graph/edit/blockPorts.ts';
import { makeBlock } from '../../graph/edit/makeBlock.ts';
import { estimated } from '../../graph/edit/measures.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../../graph/workflow/schema.ts';
import { createUserInterface } from '../app/userInterface.ts';
import { createEditor } from '../state/document/createEditor.ts';
import { createLevelEditor } from '../state/document/levelEditor.ts';
import { IDLE } from '../state/run/reduce.ts';
import { exploredNode, instrumentAt, picturesAfter, problemBefore, wayBetween } from './explored.ts';
import { keepPlace } from './keepPlace.ts';
import { mapPlaces, paintOrder } from './padMap.ts';

const node = (id: string, type: string) => nodeSchema.parse({ id, type, version: 1 });
const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: [
    node('pad', 'pad'),
    node('far', 'decode'),
    node('denoise', 'denoise'),
    node('near', 'decode'),
    node('noise', 'noise'),
  ],
  links: [
    { from: 'noise.latents', to: 'pad.top_left' },
    { from: 'pad.latents', to: 'denoise.latents' },
    { from: 'denoise.latents', to: 'far.latents' },
    { from: 'pad.latents', to: 'near.latents' },
  ],
};

describe('what is explored', () => {
  it('is a node with something to move', () => {
    const level = levelOf(workflow, nodeRegistry, { open: null });
    const at = (type: string) => instrumentAt(level, node('it', type));
    expect(['pad', 'prompt_pad', 'decode', 'no such node'].map(at)).toEqual(['it', 'it', undefined, undefined]);
  });

  it('is the node in a block, where the block shows what moves it', () => {
    const made = makeBlock(levelOf(workflow, nodeRegistry, { open: null }), ['pad', 'near']);
    if (!made) throw new Error('refused');
    const inBlock = (shown: Workflow) => {
      const level = levelOf(shown, nodeRegistry, { open: null });
      const block = level.workflow.nodes.find(({ id }) => id === 'block');
      return block && instrumentAt(level, block);
    };
    expect(inBlock(made.workflow)).toBeUndefined();
    expect(inBlock(promoteParameter(made.workflow, 'block', { node: 'pad', port: 'x' }))).toBe('pad');
  });

  it('is kept in the block in which it lies, below what is there', () => {
    const made = makeBlock(levelOf(workflow, nodeRegistry, { open: null }), ['pad', 'denoise'])?.workflow;
    const pad = made?.nodes.find(({ id }) => id === 'pad');
    if (!made || !pad) throw new Error('refused');
    const kept = keepPlace(made, pad, wayBetween(made, 'pad', 'far'), estimated);
    const copies = kept.nodes.filter(({ id }) => !made.nodes.some((each) => each.id === id));
    expect(copies.map(({ type, block }) => [type, block]).toSorted()).toEqual([
      ['decode', 'block'],
      ['denoise', 'block'],
      ['pad', 'block'],
    ]);
    const bottom = pad.position[1] + estimated.sizeOf(pad)[1];
    for (const { position } of copies) expect(position[1]).toBeGreaterThanOrEqual(bottom);
    expect(kept.links).toContainEqual({
      from: 'noise.latents',
      to: `${copies.find(({ type }) => type === 'pad')?.id}.top_left`,
    });
  });

  it('tells of a problem on another level than the one that is open', () => {
    const made = makeBlock(levelOf(workflow, nodeRegistry, { open: null }), ['pad', 'near'])?.workflow;
    const store = createEditor(nodeRegistry, made);
    const editor = createLevelEditor(store);
    editor.enter('block');
    const problem = { code: 'x', message: 'Too far.', remedy: 'Turn.', place: { node: 'denoise' } };
    store.nodeStates.value = new Map([['denoise', { ...IDLE, status: 'failed', problem }]]);
    expect(problemBefore(editor, 'far')).toEqual(problem);
    expect(problemBefore(editor, 'near')).toBeUndefined();
  });

  it('neither shows nor suffers from the side of a switch that is not chosen', () => {
    const choosing: Workflow = {
      ...workflow,
      nodes: [...workflow.nodes, node('s', 'switch'), node('shown', 'preview_image')],
      links: [
        ...workflow.links,
        ...[
          ['far.image', 's.on'],
          ['near.image', 's.off'],
          ['s.value', 'shown.image'],
        ].map(([from = '', to = '']) => ({ from, to })),
      ],
    };
    const editor = createEditor(nodeRegistry, choosing);
    const problem = { code: 'x', message: 'Too far.', remedy: 'Turn.', place: { node: 'denoise' } };
    editor.nodeStates.value = new Map([['denoise', { ...IDLE, status: 'failed', problem }]]);
    const whole = signal(choosing);
    expect(problemBefore({ whole, nodeStates: editor.nodeStates, registry: nodeRegistry }, 'shown')).toBeUndefined();
    expect(picturesAfter(choosing, nodeRegistry, 'denoise')).toEqual(['far']);
  });

  it('is nothing any more when its node is gone', () => {
    const ui = { ...createUserInterface(), explorer: signal<string | null>('pad') };
    const editor = { whole: signal(workflow), registry: nodeRegistry };
    expect(exploredNode({ ui, editor })?.node.id).toBe('pad');
    editor.whole.value = emptyWorkflow();
    expect(exploredNode({ ui, editor })).toBeUndefined();
  });

  it('has the pictures that hang on it, the nearest first', () => {
    expect(picturesAfter(workflow, nodeRegistry, 'pad')).toEqual(['near', 'far']);
    const bypassed = { ...workflow, nodes: workflow.nodes.map((each) => ({ ...each, mode: 'bypass' as const })) };
    expect(picturesAfter(bypassed, nodeRegistry, 'pad')).toEqual([]);
  });

  it('is kept with all that leads from it to the picture, and nothing else', () => {
    expect(wayBetween(workflow, 'pad', 'far').toSorted()).toEqual(['denoise', 'far', 'pad']);
  });
});

describe('the map of a pad', () => {
  it('has its corners at the corners, and paints them first, each place once', () => {
    expect([0, 4, 20, 24].map((index) => mapPlaces[index])).toEqual([
      [0, 1],
      [1, 1],
      [0, 0],
      [1, 0],
    ]);
    expect(paintOrder.slice(0, 4)).toEqual([0, 4, 20, 24]);
    expect(paintOrder[4]).toBeOneOf([2, 10, 12, 14, 22]);
    expect(new Set(paintOrder).size).toBe(25);
  });
});
