import { expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../../graph/workflow/schema.ts';
import { sourceCaption } from './sourceCaption.ts';

function workflowOf(
  types: Record<string, [type: string, parameters?: object, title?: string]>,
  ...links: string[]
): Workflow {
  const nodes = Object.entries(types).map(([id, [type, parameters = {}, title]]) =>
    nodeSchema.parse({ id, type, version: 1, parameters, ...(title && { title }) }),
  );
  const wires = links.map((link) => link.split(' -> ')).map(([from = '', to = '']) => ({ from, to }));
  return { ...emptyWorkflow(), nodes, links: wires };
}

const caption = (workflow: Workflow) => sourceCaption(workflow, nodeRegistry, 'blend', 'points.1');

it('a source is called by the title that it was given', () => {
  expect(
    caption(workflowOf({ a: ['noise', { seed: 7 }, 'Mine'], blend: ['multi_slerp'] }, 'a.latents -> blend.points.1')),
  ).toBe('Mine');
});

it('noise is called by its seed, and what only passes through a node by what it came from', () => {
  const noise = workflowOf({ a: ['noise', { seed: 7 }], blend: ['multi_slerp'] }, 'a.latents -> blend.points.1');
  expect(caption(noise)).toBe('Seed 7');
  const picture = workflowOf(
    {
      model: ['load_model'],
      a: ['load_image', { path: 'images/house.png' }],
      e: ['encode', { seed: 0 }],
      blend: ['multi_slerp'],
    },
    ...['model.vae -> e.vae', 'a.image -> e.image', 'e.latents -> blend.points.1'],
  );
  expect(caption(picture)).toBe('house');
});

it('an attribute is called by the folder of its pictures', () => {
  const attribute = workflowOf(
    {
      s: ['image_set', { folder: 'images/sets/night/plus' }],
      v: ['attribute_vector', { seed: 0 }],
      blend: ['multi_slerp'],
    },
    ...['s.set -> v.positive.1', 'v.direction -> blend.points.1'],
  );
  expect(caption(attribute)).toBe('night');
});

it('a source that nothing is known of is called by its kind, and nothing by nothing', () => {
  expect(caption(workflowOf({ a: ['strength_sweep'], blend: ['multi_slerp'] }, 'a.numbers -> blend.points.1'))).toBe(
    'Strength sweep',
  );
  expect(caption(workflowOf({ blend: ['multi_slerp'] }))).toBeUndefined();
});
