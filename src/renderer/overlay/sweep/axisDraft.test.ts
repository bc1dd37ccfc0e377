import { expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { workflowOf } from '../../../graph/testing/workflowOf.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { sweptNodes, writtenLines } from './axisDraft.ts';

function offered(parameters: Record<string, unknown>, ...axes: string[]): readonly string[] {
  return offeredOf(workflowOf({ numbers: { type: 'numbers', parameters } }), ...axes);
}

function offeredOf(workflow: Workflow, ...axes: string[]): readonly string[] {
  const nodes = sweptNodes(workflow, nodeRegistry, new Set(axes));
  return nodes.flatMap((node) => node.parameters).map(({ name }) => name);
}

it('a sweep goes over parameters that have an effect', () => {
  expect(offered({})).toContain('numbers.count');
  expect(offered({ list: [1, 2] })).toEqual(['numbers.list']);
});

it('and over those that may have one, because what decides that is swept too', () => {
  expect(offered({ list: [1, 2] }, 'numbers.list')).toContain('numbers.count');
});

it('what is chosen already stays among the choices', () => {
  expect(offered({ list: [1, 2] }, 'numbers.count')).toEqual(['numbers.count', 'numbers.list']);
});

it('and over the seed of a sampler that draws noise with some of the values of what is swept, whichever that is', () => {
  const workflow = workflowOf(
    {
      model: { type: 'load_model' },
      prompt: { type: 'prompt' },
      noise: { type: 'noise' },
      denoise: { type: 'denoise', parameters: { sampler: 'ddim' } },
      decode: { type: 'decode' },
    },
    [
      'model.text_encoder prompt.text_encoder',
      'model.model noise.model',
      'model.model denoise.model',
      'prompt.conditioning denoise.conditioning',
      'noise.latents denoise.latents',
      'model.vae decode.vae',
      'denoise.latents decode.latents',
    ],
  );
  expect(offeredOf(workflow)).not.toContain('denoise.seed');
  expect(offeredOf(workflow, 'denoise.eta')).toContain('denoise.seed');
  expect(offeredOf(workflow, 'denoise.sampler')).toContain('denoise.seed');
});

it('and over what either side of a switch computes that is swept, however it is turned', () => {
  const nodes = {
    toggle: { type: 'toggle' },
    a: { type: 'number' },
    b: { type: 'number' },
    switch: { type: 'switch' },
    show: { type: 'show_value' },
  };
  const links = ['a.number switch.off', 'b.number switch.on', 'switch.value show.value'];
  expect(offeredOf(workflowOf(nodes, links))).not.toContain('b.value');
  expect(offeredOf(workflowOf(nodes, links), 'switch.is_on')).toEqual(expect.arrayContaining(['a.value', 'b.value']));
  const wired = workflowOf(nodes, [...links, 'toggle.number switch.which']);
  expect(offeredOf(wired, 'toggle.is_on')).toEqual(expect.arrayContaining(['a.value', 'b.value']));
  expect(offeredOf(wired, 'a.value')).not.toContain('b.value');
});

it('and over what there is where the other side of a switch is not complete', () => {
  const nodes = { a: { type: 'number' }, switch: { type: 'switch' }, show: { type: 'show_value' } };
  const workflow = workflowOf(nodes, ['a.number switch.off', 'switch.value show.value']);
  const unknown = { ...workflow, nodes: [...workflow.nodes, ...workflowOf({ b: { type: 'unheard_of' } }).nodes] };
  const links = [...unknown.links, { from: 'b.x', to: 'switch.on' }];
  expect(offeredOf({ ...unknown, links }, 'switch.is_on')).toEqual(expect.arrayContaining(['a.value', 'switch.is_on']));
});

it('lines of a file are values, each of them read as the parameter is', () => {
  const workflow = workflowOf({ numbers: { type: 'numbers' }, prompt: { type: 'prompt' } }, []);
  const written = (name: string, text: string) => writtenLines(workflow, nodeRegistry, name, text);
  expect(written('numbers.count', '3\r\n\n 5 \n')).toBe('[3,5]');
  expect(written('prompt.text', 'a {red} house\na cat, asleep\n')).toBe('["a {red} house","a cat, asleep"]');
  expect(() => written('numbers.count', '3\nfive')).toThrow('five');
});
