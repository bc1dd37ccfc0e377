import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { validate } from '../validate.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../workflow/schema.ts';
import { addAttributeSliders, attributeSlidersAfter } from './attributeSliders.ts';
import { estimated } from './measures.ts';

const sets = ['night', 'snow', 'sea'].map((title) => ({ folder: `images/sets/${title}`, title }));
const picture: Workflow = {
  ...emptyWorkflow(),
  nodes: [nodeSchema.parse({ id: 'picture', type: 'load_image', version: 1 })],
};
const place = { sets, at: [0, 400], measures: estimated } as const;
const from = (node: string, port: string) => ({ node, port });

describe('sliders for attributes', () => {
  it('after a picture make a workflow that runs, a model and all', () => {
    const { workflow, sliders } = addAttributeSliders(picture, nodeRegistry, {
      ...{ from: from('picture', 'image'), type: 'image', ...place },
    });
    expect(validate(workflow, nodeRegistry)).toEqual([]);
    expect(workflow.nodes.find(({ id }) => id === sliders)?.parameters).toEqual({ strength: 1, weights: [0, 0, 0] });
    const ends = workflow.links.filter(({ to }) => to.startsWith(`${sliders}.directions.`)).map(({ to }) => to);
    expect(ends).toHaveLength(3);
    expect(workflow.nodes.filter(({ type }) => type === 'load_model')).toHaveLength(1);
  });

  it('after latents need no encoder, and take the model that is there', () => {
    const nodes = ['load_model', 'encode'].map((type) => nodeSchema.parse({ id: type, type, version: 1 }));
    const links = [
      { from: 'load_model.vae', to: 'encode.vae' },
      { from: 'picture.image', to: 'encode.image' },
    ];
    const encoded = { ...picture, nodes: [...picture.nodes, ...nodes], links };
    const { workflow } = addAttributeSliders(encoded, nodeRegistry, {
      ...{ from: from('encode', 'latents'), type: 'latents', ...place },
    });
    expect(validate(workflow, nodeRegistry)).toEqual([]);
    for (const type of ['load_model', 'encode']) {
      expect(workflow.nodes.filter((node) => node.type === type)).toHaveLength(1);
    }
  });

  it('bring the pictures of the sets to the size of the picture', () => {
    const { workflow } = addAttributeSliders(picture, nodeRegistry, {
      ...{ from: from('picture', 'image'), type: 'image', size: { width: 256, height: 192 }, ...place },
    });
    expect(workflow.nodes.find(({ type }) => type === 'attribute_set')?.parameters).toEqual({
      ...{ folder: 'images/sets/night', width: 256, height: 192 },
    });
  });

  it('of two models take the one that the latents were made with', () => {
    const types = { one: 'load_model', other: 'load_model', encode: 'encode' };
    const nodes = Object.entries(types).map(([id, type]) => nodeSchema.parse({ id, type, version: 1 }));
    const links = [
      { from: 'other.vae', to: 'encode.vae' },
      { from: 'picture.image', to: 'encode.image' },
    ];
    const { workflow } = addAttributeSliders({ ...picture, nodes: [...picture.nodes, ...nodes], links }, nodeRegistry, {
      ...{ from: from('encode', 'latents'), type: 'latents', ...place },
    });
    const models = workflow.links.filter(({ to }) => to.endsWith('.vae')).map((link) => link.from);
    expect(new Set(models)).toEqual(new Set(['other.vae']));
    expect(validate(workflow, nodeRegistry)).toEqual([]);
  });

  it('are found again after what they follow', () => {
    const wanted = { from: from('picture', 'image'), type: 'image', ...place } as const;
    expect(attributeSlidersAfter(picture, wanted.from)).toBeUndefined();
    const { workflow, sliders } = addAttributeSliders(picture, nodeRegistry, wanted);
    expect(attributeSlidersAfter(workflow, wanted.from)).toBe(sliders);
    expect(attributeSlidersAfter(workflow, from(sliders, 'latents'))).toBe(sliders);
  });
});
