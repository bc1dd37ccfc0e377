import { expect, test } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { parseWorkflow } from '../graph/workflow/parse.ts';
import { promptOf } from './promptOf.ts';

const sampling = (prompts: Record<string, string>) => {
  const nodes = [
    { id: 'model', type: 'load_model' },
    { id: 'latents', type: 'empty_latents' },
    ...Object.entries(prompts).map(([id, text]) => ({ id, type: 'prompt', parameters: { text } })),
    { id: 'sampler', type: 'ksampler' },
  ];
  const links = [
    ['model.model', 'sampler.model'],
    ['model.model', 'latents.model'],
    ['latents.latents', 'sampler.latents'],
    ['wanted.conditioning', 'sampler.conditioning'],
    ['unwanted.conditioning', 'sampler.negative'],
    ['model.text_encoder', 'wanted.text_encoder'],
    ['model.text_encoder', 'unwanted.text_encoder'],
  ];
  const file = { format: 'arcspace-workflow', version: 2, nodes, links: links.map(([from, to]) => ({ from, to })) };
  return parseWorkflow(JSON.stringify(file), nodeRegistry).workflow;
};

test('a prompt is what is wanted, without what is not and what nothing needs', () => {
  const workflow = sampling({ wanted: 'a  red\nlighthouse', unwanted: 'blurry', unused: 'a cat' });
  expect(promptOf(workflow, nodeRegistry, ['sampler'])).toBe('a red lighthouse');
});

test('a long prompt is cut', () => {
  const workflow = sampling({ wanted: 'lighthouse '.repeat(100), unwanted: '' });
  expect(promptOf(workflow, nodeRegistry, ['sampler'])).toHaveLength(200);
});
