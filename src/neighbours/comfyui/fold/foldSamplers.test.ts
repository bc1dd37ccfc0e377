import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { validate } from '../../../graph/validate.ts';
import { sentencesOf } from '../../report.ts';
import { imported, nodeCalled, wiresOf } from '../../testing/neighbourFixtures.ts';

type Nodes = Record<string, { class_type: string; inputs: Record<string, unknown> }>;

/** As FLUX and its like are set up: in API format, with the changes of a test. */
function flux(changes: Nodes = {}) {
  const nodes: Nodes = {
    1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'flux.safetensors' } },
    2: { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text: 'a house' } },
    3: { class_type: 'EmptySD3LatentImage', inputs: { width: 1024, height: 768, batch_size: 1 } },
    4: { class_type: 'RandomNoise', inputs: { noise_seed: 42 } },
    5: { class_type: 'KSamplerSelect', inputs: { sampler_name: 'euler' } },
    6: { class_type: 'BasicScheduler', inputs: { model: ['1', 0], scheduler: 'simple', steps: 4, denoise: 0.75 } },
    7: { class_type: 'BasicGuider', inputs: { model: ['1', 0], conditioning: ['2', 0] } },
    8: {
      class_type: 'SamplerCustomAdvanced',
      inputs: { noise: ['4', 0], guider: ['7', 0], sampler: ['5', 0], sigmas: ['6', 0], latent_image: ['3', 0] },
    },
    9: { class_type: 'VAEDecode', inputs: { samples: ['8', 0], vae: ['1', 2] } },
    10: { class_type: 'SaveImage', inputs: { images: ['9', 0], filename_prefix: 'house' } },
    ...changes,
  };
  return imported(JSON.stringify(nodes));
}

const part = (class_type: string, inputs: Record<string, unknown>) => ({ class_type, inputs });
const placeholderReason = (found: ReturnType<typeof flux>) =>
  sentencesOf(found.report).find((sentence) => sentence.startsWith('"SamplerCustom'));

describe('a sampler that is set up by nodes of its own', () => {
  it('is one KSampler with the same numbers; a guider without a scale asks the network once a step', () => {
    const found = flux();
    expect(nodeCalled(found, 'ksampler_8').parameters).toEqual({
      seed: 42,
      steps: 4,
      cfg: 1,
      sampler: 'euler',
      scheduler: 'simple',
      denoise: 0.75,
    });
    expect(wiresOf(found)).toContain('load_model_1.model -> ksampler_8.model');
    expect(wiresOf(found)).toContain('prompt_2.conditioning -> ksampler_8.conditioning');
    expect(wiresOf(found)).toContain('empty_latents_3.latents -> ksampler_8.latents');
    expect(wiresOf(found)).toContain('load_model_1.model -> empty_latents_3.model');
    expect(validate(found.workflow, nodeRegistry)).toEqual([]);
  });

  it('counts the nodes and wires that became part of it, and names their kinds', () => {
    const { report, workflow } = flux();
    expect(report).toMatchObject({ nodes: 10, understood: 10, wires: 12 });
    expect(workflow.nodes).toHaveLength(6);
    expect(sentencesOf(report)).toContain(
      'One with the KSampler that they set up: RandomNoise, KSamplerSelect, BasicScheduler, BasicGuider.',
    );
  });

  it('keeps scale, negative prompt and what is wired to its numbers', () => {
    const found = flux({
      4: part('RandomNoise', { noise_seed: ['11', 0] }),
      7: part('CFGGuider', { model: ['1', 0], positive: ['2', 0], negative: ['2', 0], cfg: 3.5 }),
      11: part('PrimitiveInt', { value: 7 }),
    });
    expect(nodeCalled(found, 'ksampler_8').parameters).toMatchObject({ cfg: 3.5 });
    expect(wiresOf(found)).toContain('prompt_2.conditioning -> ksampler_8.negative');
    expect(wiresOf(found)).toContain('number_11.number -> ksampler_8.seed');
  });

  it('runs all steps and adds no noise where noise is disabled', () => {
    const found = flux({
      4: part('DisableNoise', {}),
      6: part('BasicScheduler', { model: ['1', 0], scheduler: 'simple', steps: 4, denoise: 1 }),
    });
    expect(nodeCalled(found, 'ksampler_8').parameters).toMatchObject({ range: 'steps', add_noise: false, start_at: 0 });
  });

  it('gives the last prediction where it ends there', () => {
    const found = flux({ 9: part('VAEDecode', { samples: ['8', 1], vae: ['1', 2] }) });
    expect(wiresOf(found)).toContain('ksampler_8.latents -> decode_9.latents');
  });

  it('is SamplerCustom too, whose noise and scale are its own', () => {
    const found = flux({
      8: part('SamplerCustom', {
        ...{ model: ['1', 0], positive: ['2', 0], negative: ['2', 0], sampler: ['5', 0], sigmas: ['6', 0] },
        ...{ latent_image: ['3', 0], add_noise: true, noise_seed: 5, cfg: 2 },
      }),
    });
    expect(nodeCalled(found, 'ksampler_8').parameters).toMatchObject({ seed: 5, cfg: 2, steps: 4, sampler: 'euler' });
    expect(found.report.unknown).toEqual(
      new Map([
        ['RandomNoise', 1],
        ['BasicGuider', 1],
      ]),
    );
  });

  it('may have a schedule from before a LoRA, which leaves the levels alone', () => {
    const found = flux({
      7: part('BasicGuider', { model: ['11', 0], conditioning: ['2', 0] }),
      11: part('LoraLoaderModelOnly', { model: ['1', 0], lora_name: 'ink.safetensors', strength_model: 1 }),
    });
    expect(wiresOf(found)).toContain('apply_lora_11.model -> ksampler_8.model');
  });

  it('leaves a part where it is that leads elsewhere, too', () => {
    const found = flux({ 11: part('SplitSigmas', { sigmas: ['6', 0], step: 2 }) });
    expect(nodeCalled(found, 'ksampler_8').parameters).toMatchObject({ steps: 4 });
    expect(wiresOf(found)).toContain('BasicScheduler_6.output_1 -> SplitSigmas_11.sigmas');
    expect(found.report).toMatchObject({ nodes: 11, understood: 9, wires: 13 });
  });

  it.each([
    ['its sigmas comes from ManualSigmas', { 6: part('ManualSigmas', { sigmas: '1, 0.5, 0' }) }],
    [
      'KSampler leaves out a level with dpm_2, and this does not',
      { 5: part('KSamplerSelect', { sampler_name: 'dpm_2' }) },
    ],
    [
      'its schedule is that of another model',
      {
        7: part('BasicGuider', { model: ['11', 0], conditioning: ['2', 0] }),
        11: part('ModelSamplingFlux', { model: ['1', 0] }),
      },
    ],
    ['its seed is no whole number', { 4: part('RandomNoise', { noise_seed: 'many' }) }],
    [
      'its "steps" is no number',
      { 6: part('BasicScheduler', { model: ['1', 0], scheduler: 'simple', steps: 'many' }) },
    ],
    ['it adds no noise, and runs the end of a schedule', { 4: part('DisableNoise', {}) }],
    [
      'its "sampler_name" comes from a wire',
      { 5: part('KSamplerSelect', { sampler_name: ['11', 0] }), 11: part('PrimitiveString', { value: 'euler' }) },
    ],
    [
      'its "denoised_output" differs from its output with lms',
      {
        5: part('KSamplerSelect', { sampler_name: 'lms' }),
        9: part('VAEDecode', { samples: ['8', 1], vae: ['1', 2] }),
      },
    ],
  ])('stays a placeholder, with all its parts, because %s', (because, changes) => {
    const found = flux(changes as Nodes);
    expect(placeholderReason(found)).toBe(`"SamplerCustomAdvanced" (8) is a placeholder, because ${because}.`);
    expect(found.workflow.nodes.map(({ id }) => id)).toContain('KSamplerSelect_5');
  });
});
