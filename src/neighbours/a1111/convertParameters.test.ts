import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { validate } from '../../graph/validate.ts';
import { fixtureText, imported, nodeCalled, wiresOf } from '../testing/neighbourFixtures.ts';
import { withoutLoraTags } from './loraTags.ts';
import { isParameters, readParameters } from './parameters.ts';
import { samplingOf } from './samplers.ts';

const text = fixtureText('a1111.txt');

describe("A1111's text", () => {
  it('is a prompt, what to avoid, and settings, of which some are in quotes', () => {
    const { prompt, negative, settings } = readParameters(text);
    expect(prompt).toBe('a (red:1.2) house, <lora:ink:0.7> by the sea\nin the evening');
    expect(negative).toBe('blurry, ((bad))\nlow quality');
    expect(Object.fromEntries(settings)).toMatchObject({
      Steps: '28',
      Sampler: 'DPM++ 2M',
      Style: 'soft, warm',
      Size: '512x768',
    });
  });

  it('may have no negative prompt, and no prompt', () => {
    expect(readParameters('Steps: 5, Sampler: Euler, Seed: 3').settings.get('Seed')).toBe('3');
    expect(readParameters('a cat\nSteps: 5, Sampler: Euler').negative).toBe('');
  });

  it('is told from other texts', () => {
    expect(isParameters(text)).toBe(true);
    expect(isParameters('Steps: first this, then that')).toBe(false);
  });

  it('becomes a workflow that lacks nothing but the model', () => {
    const found = imported(text);
    expect(validate(found.workflow, nodeRegistry)).toEqual([]);
    expect(nodeCalled(found, 'sampler').parameters).toEqual({
      program: 'a1111',
      sampler: 'dpmpp_2m',
      scheduler: 'karras',
      seed: 1234567,
      steps: 28,
      cfg: 6.5,
    });
    expect(nodeCalled(found, 'empty').parameters).toEqual({ width: 512, height: 768, count: 1 });
    expect(nodeCalled(found, 'loader').parameters).toEqual({ model: 'v1-5-pruned-emaonly' });
    expect(nodeCalled(found, 'prompt').parameters).toEqual({
      text: 'a (red:1.2) house,  by the sea\nin the evening',
      syntax: 'a1111',
      clip_skip: 1,
    });
    expect(nodeCalled(found, 'lora_1').parameters).toEqual({ lora: 'ink' });
    expect(nodeCalled(found, 'apply_lora_1').parameters).toEqual({ strength: 0.7, text_strength: 0.7 });
    expect(wiresOf(found)).toContain('apply_lora_1.model -> sampler.model');
    expect(found.report.remarks).toEqual([
      'Clip skip counts as for Stable Diffusion 1 and 2: with SDXL, set it to none.',
      'Not used: Style.',
    ]);
  });

  it('with a strength and no second pass was image to image', () => {
    const found = imported(
      'a cat\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 64x64, Denoising strength: 0.4',
    );
    expect(nodeCalled(found, 'sampler').parameters).toMatchObject({ denoise: 0.4, sampler: 'euler_ancestral' });
    expect(wiresOf(found)).toContain('encode.latents -> sampler.latents');
    expect(found.report.remarks).toContain(
      'A1111 draws noise on the graphics card unless its setting RNG is CPU: the same seed gives another picture here.',
    );
  });
});

it.each([
  ['DPM++ 2M', 'Automatic', { sampler: 'dpmpp_2m', scheduler: 'karras' }],
  ['DPM++ 2M', undefined, { sampler: 'dpmpp_2m', scheduler: 'normal' }],
  ['DPM++ SDE Karras', undefined, { sampler: 'dpmpp_sde', scheduler: 'karras' }],
  ['IPNDM', 'Automatic', { sampler: 'ipndm', scheduler: 'normal' }],
  ['Euler a', 'SGM Uniform', { sampler: 'euler_ancestral', scheduler: 'sgm_uniform' }],
  ['Restart', 'Karras', { sampler: 'Restart', scheduler: 'karras' }],
  ['Euler', 'Align Your Steps', { sampler: 'euler', scheduler: 'Align Your Steps' }],
])('the sampler %s with the schedule %s', (name, type, expected) => {
  expect(samplingOf(name, type)).toEqual(expected);
});

it.each(['Beta', 'constructor', 'toString'])(
  'the schedule %s, which has no equal, keeps its name and is refused by it',
  (type) => {
    expect(samplingOf('Euler', type).scheduler).toBe(type);
  },
);

describe('hostile texts', () => {
  it('with tags that never end are read like others', () => {
    const prompt = '<lora:'.repeat(20_000);
    expect(withoutLoraTags(prompt)).toEqual({ prompt, loras: [] });
  });

  it('with names of settings that never end are read like others', () => {
    const { settings } = readParameters(`Steps: 5, Seed: 3, ${'a '.repeat(100_000)}`);
    expect([...settings.keys()]).toEqual(['Steps', 'Seed']);
  });
});
