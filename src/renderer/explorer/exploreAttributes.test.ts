import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../../graph/workflow/schema.ts';
import { attributeSetsAmong, changeable } from './exploreAttributes.ts';

const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: ['load_image', 'encode', 'decode', 'note'].map((type) => nodeSchema.parse({ id: type, type, version: 1 })),
  links: [{ from: 'encode.latents', to: 'decode.latents' }],
};

describe('what attributes can change', () => {
  it('is the latents of a node, those that it decodes, or its picture', () => {
    const latents = { from: { node: 'encode', port: 'latents' }, type: 'latents' };
    expect(changeable(workflow, nodeRegistry, 'encode')).toEqual(latents);
    expect(changeable(workflow, nodeRegistry, 'decode')).toEqual(latents);
    expect(changeable(workflow, nodeRegistry, 'load_image')).toEqual({
      ...{ from: { node: 'load_image', port: 'image' }, type: 'image' },
    });
    expect(changeable(workflow, nodeRegistry, 'note')).toBeUndefined();
  });
});

describe('sets of attributes', () => {
  it('are the folders with a plus and a minus', () => {
    const paths = ['images/sets/night/plus/00.png', 'images/sets/night/plus/01.png', 'images/sets/night/minus/00.png'];
    const entries = [...paths, 'images/sets/half/plus/00.png', 'images/pictures/a.png'].map((path) => ({ path }));
    expect(attributeSetsAmong(entries)).toEqual([{ folder: 'images/sets/night', title: 'Night' }]);
  });
});
