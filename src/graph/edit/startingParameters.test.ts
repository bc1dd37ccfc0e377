import { expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { NodeEntry } from '../registry.ts';
import { workflowOf } from '../testing/workflowOf.ts';
import { startingParameters } from './startingParameters.ts';

const entry = (type: string) => nodeRegistry.get(type) as NodeEntry;
const start = (workflow: ReturnType<typeof workflowOf>, type: string, goal?: { node: string; port: string }) =>
  startingParameters(workflow, nodeRegistry, entry(type), goal);

test('the first Noise has the default seed, each further one the first that none has', () => {
  expect(start(workflowOf({}), 'noise')).toEqual({});
  const one = workflowOf({ a: { type: 'noise' } });
  expect(start(one, 'noise')).toEqual({ seed: 1 });
  const several = workflowOf({ a: { type: 'noise' }, b: { type: 'noise', parameters: { seed: 2 } } });
  expect(start(several, 'noise')).toEqual({ seed: 1 });
});

test('scene sets keep their seed: two of one seed differ in what is fixed alone', () => {
  expect(start(workflowOf({ a: { type: 'scene_set' } }), 'scene_set')).toEqual({});
});

test('what is pulled from the two sides of an attribute loads the two folders of a pair', () => {
  const workflow = workflowOf({ vector: { type: 'attribute_vector' } });
  for (const type of ['load_images', 'image_set']) {
    const folder = (port: string) => start(workflow, type, { node: 'vector', port }).folder;
    expect(folder('positive.1')).toBe('images/sets/night/plus');
    expect(folder('negative.1')).toBe('images/sets/night/minus');
  }
  expect(start(workflow, 'scene_set', { node: 'vector', port: 'negative.1' })).toEqual({});
  expect(start(workflow, 'load_images', { node: 'gone', port: 'negative.1' })).toEqual({});
});
