import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from '../graph/defineNode.ts';
import { port } from '../graph/port.ts';
import { createRegistry } from '../graph/registry.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../graph/workflow/schema.ts';
import { setParameters } from './setParameters.ts';

const denoise = defineNode({
  type: 'denoise',
  version: 1,
  migrations: [],
  title: 'Denoise',
  docs: 'Denoises.',
  inputs: { guidance: port('number', 'wire', { optional: true }) },
  parameters: z.object({
    steps: z.number().int().min(1).max(100).default(20),
    guidance: z.number().default(3),
    sampler: z.enum(['euler', 'ddim']).default('euler'),
    prompt: z.string().default(''),
    loop: z.boolean().default(true),
    weights: z.array(z.number()).default([]),
  }),
  outputs: {},
  examples: [],
  compute: () => ({}),
});
const registry = createRegistry({ sampling: [denoise] });
const node = (id: string, type = 'denoise') => nodeSchema.parse({ id, type });
const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: [node('walk'), node('other'), node('strange', 'from_the_future')],
  links: [{ from: 'other.number', to: 'walk.guidance' }],
  inputs: [{ name: 'how many', label: 'Steps', target: 'walk.steps' }],
};
const set = (...settings: string[]) => setParameters(workflow, registry, settings).nodes[0]?.parameters;

describe('values on the command line', () => {
  test.each([
    ['walk.steps=7', { steps: 7 }],
    ['walk.sampler=ddim', { sampler: 'ddim' }],
    ['walk.loop=false', { loop: false }],
    ['walk.weights=[1, 2.5]', { weights: [1, 2.5] }],
    ['walk.prompt=a red house = home', { prompt: 'a red house = home' }],
    ['walk.prompt=', { prompt: '' }],
    ['walk.prompt=7', { prompt: '7' }],
    ['walk.prompt={"a": 1}', { prompt: '{"a": 1}' }],
    ['how many=9', { steps: 9 }],
  ])('%s is read as the parameter wants it', (setting, parameters) => {
    expect(set(setting)).toEqual(parameters);
  });

  test('are set one after the other, and the workflow itself is left as it is', () => {
    expect(set('walk.steps=7', 'walk.loop=false', 'walk.steps=8')).toEqual({ steps: 8, loop: false });
    expect(workflow.nodes[0]?.parameters).toEqual({});
  });

  test.each([
    ['walk.steps=0', 'walk.steps cannot be "0"', ''],
    ['walk.steps=many', 'walk.steps cannot be "many"', ''],
    ['walk.sampler=eular', 'cannot be "eular"', ''],
    ['walk.stepps=7', 'has no parameter "stepps"', 'Did you mean "steps"?'],
    ['wlak.steps=7', 'has no node "wlak"', 'Did you mean "walk"?'],
    ['how mny=7', 'has no input named "how mny"', 'Did you mean "how many"?'],
    ['zzzzzzzz=7', 'has no input named "zzzzzzzz"', 'how many'],
    ['walk.__proto__=7', 'has no parameter "__proto__"', ''],
    ['walk.steps', 'has no name or no value', '--set node.parameter=value'],
    ['=7', 'has no name or no value', ''],
    ['strange.a=7', 'has the unknown type', 'Update'],
    ['walk.guidance=7', 'is connected to "other"', 'Set a parameter of "other"'],
  ])('%s is refused in words that help', (setting, message, remedy) => {
    expect(() => set(setting)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringContaining(message),
        remedy: expect.stringContaining(remedy),
      }),
    );
  });
});
