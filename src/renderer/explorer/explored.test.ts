import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../../graph/workflow/schema.ts';
import { isInstrument, picturesAfter, wayBetween } from './explored.ts';
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
    expect(['pad', 'prompt_pad', 'decode', 'no such node'].map((type) => isInstrument(nodeRegistry, type))).toEqual([
      ...[true, true, false, false],
    ]);
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
