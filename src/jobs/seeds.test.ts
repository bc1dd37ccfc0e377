import { expect, test } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { parseWorkflow } from '../graph/workflow/parse.ts';
import { seedsOf, seedsOfRun, withOverrides } from './seeds.ts';

function workflow(nodes: Record<string, unknown>[], links: [string, string][]) {
  const file = { format: 'arcspace-workflow', version: 2, nodes, links: links.map(([from, to]) => ({ from, to })) };
  return parseWorkflow(JSON.stringify(file), nodeRegistry).workflow;
}

const sampling = workflow(
  [
    { id: 'model', type: 'load_model' },
    { id: 'prompt', type: 'prompt' },
    { id: 'noise', type: 'noise', parameters: { seed: 5 } },
    { id: 'denoise', type: 'denoise', parameters: { seed: 9 } },
    { id: 'unused', type: 'noise', parameters: { seed: 70 } },
    { id: 'decode', type: 'decode' },
    { id: 'show', type: 'preview_image' },
  ],
  [
    ['model.text_encoder', 'prompt.text_encoder'],
    ['model.model', 'noise.model'],
    ['noise.latents', 'denoise.latents'],
    ['model.model', 'denoise.model'],
    ['prompt.conditioning', 'denoise.conditioning'],
    ['model.vae', 'decode.vae'],
    ['denoise.latents', 'decode.latents'],
    ['decode.image', 'show.image'],
  ],
);
const never = () => {
  throw new Error('nothing random is asked for');
};

test('the seeds of a run are those that its pictures start from', () => {
  expect(seedsOf(sampling, nodeRegistry, [])).toEqual([{ node: 'noise', parameter: 'seed', value: 5, advance: 1 }]);
});

test('a seed that a wire decides is that of the node at its other end, and moves on by as many as that one lists', () => {
  const nodes = [...sampling.nodes, { id: 'seeds', type: 'seed', parameters: { seed: 100, count: 3 } }];
  const links = [...sampling.links.map(({ from, to }): [string, string] => [from, to])];
  const wired = workflow(nodes, [...links, ['seeds.seeds', 'noise.seed']]);
  expect(seedsOf(wired, nodeRegistry, [])).toEqual([{ node: 'seeds', parameter: 'seed', value: 100, advance: 3 }]);
});

test('a seed is varied whose wire comes from a node that is bypassed, and so carries nothing', () => {
  const nodes = [...sampling.nodes, { id: 'seeds', type: 'seed', mode: 'bypass' }];
  const links = sampling.links.map(({ from, to }): [string, string] => [from, to]);
  const bypassed = workflow(nodes, [...links, ['seeds.seeds', 'noise.seed']]);
  expect(seedsOf(bypassed, nodeRegistry, [])).toMatchObject([{ node: 'noise', parameter: 'seed', value: 5 }]);
});

test('runs have the seed of the workflow, the ones after it, or any', () => {
  const seeds = seedsOf(sampling, nodeRegistry, []);
  expect(seedsOfRun(seeds, 'fixed', 2, never)).toEqual({});
  expect([0, 1, 2].map((index) => seedsOfRun(seeds, 'next', index, never))).toEqual(
    [5, 6, 7].map((value) => ({ 'noise.seed': value })),
  );
  expect(seedsOfRun(seeds, 'random', 0, () => 42)).toEqual({ 'noise.seed': 42 });
});

test('the seed after a job is the one after its own', () => {
  const seeds = withOverrides(seedsOf(sampling, nodeRegistry, []), { 'noise.seed': 9 });
  expect(seedsOfRun(seeds, 'next', 1, never)).toEqual({ 'noise.seed': 10 });
});

test('after the largest seed comes the smallest', () => {
  const largest = [{ node: 'noise', parameter: 'seed', value: Number.MAX_SAFE_INTEGER, advance: 1 }];
  expect(seedsOfRun(largest, 'next', 1, never)).toEqual({ 'noise.seed': 0 });
});
