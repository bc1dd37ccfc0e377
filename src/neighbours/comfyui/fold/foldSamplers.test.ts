import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { checkBlocks } from '../../../graph/blocks/checkBlocks.ts';
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

describe('what a subgraph shows of nodes that set samplers up', () => {
  type Wire = [from: number, slot: number, to: number, port: string];

  /** Type, names of its inputs, values. */
  const kinds: Record<number, [string, string[], unknown[]]> = {
    1: ['CheckpointLoaderSimple', [], ['flux.safetensors']],
    2: ['CLIPTextEncode', ['clip'], ['a house']],
    4: ['RandomNoise', [], [42, 'fixed']],
    5: ['KSamplerSelect', [], ['euler']],
    6: ['BasicScheduler', ['model'], ['simple', 4, 1]],
    7: ['BasicGuider', ['model', 'conditioning'], []],
    8: ['SamplerCustomAdvanced', ['noise', 'guider', 'sampler', 'sigmas', 'latent_image'], []],
    9: ['SamplerCustomAdvanced', ['noise', 'guider', 'sampler', 'sigmas', 'latent_image'], []],
    11: ['SplitSigmas', ['sigmas'], [2]],
  };
  const setUp = (sampler: number): Wire[] => [
    [4, 0, sampler, 'noise'],
    [7, 0, sampler, 'guider'],
    [5, 0, sampler, 'sampler'],
    [6, 0, sampler, 'sigmas'],
  ];
  const before: Wire[] = [
    [1, 1, 2, 'clip'],
    [1, 0, 6, 'model'],
    [1, 0, 7, 'model'],
    [2, 0, 7, 'conditioning'],
  ];
  const nodesOf = (ids: readonly number[]) =>
    ids.map((id) => {
      const [type, inputs, widgets_values] = kinds[id] as (typeof kinds)[number];
      return { id, type, inputs: inputs.map((name) => ({ name })), outputs: [{ name: 'out' }], widgets_values };
    });
  const slotOf = (id: number, port: string) => kinds[id]?.[1].indexOf(port);
  const linksOf = (wires: readonly Wire[]) =>
    wires.map(([from, slot, to, port], index) => ({
      id: index + 1,
      origin_id: from,
      origin_slot: slot,
      target_id: to,
      target_slot: slotOf(to, port),
    }));
  const frame = (inside: object, proxyWidgets: readonly string[][]) => ({
    instance: { id: 20, type: 'frame', title: 'Painter', properties: { proxyWidgets } },
    definitions: { subgraphs: [{ id: 'frame', name: 'Frame', inputs: [], outputs: [], ...inside }] },
  });

  /** All in one subgraph. */
  function inside(others: readonly number[], wires: readonly Wire[], ...shows: string[][]) {
    const nodes = nodesOf([1, 2, 4, 5, 6, 7, 8, ...others]);
    const { instance, definitions } = frame({ nodes, links: linksOf([...before, ...setUp(8), ...wires]) }, shows);
    return imported(JSON.stringify({ nodes: [instance], links: [], definitions }));
  }

  const shownIn = ({ workflow }: ReturnType<typeof inside>) => workflow.blocks?.[0]?.parameters;

  it('is of the sampler that they are one with', () => {
    expect(shownIn(inside([], [], ['4', 'noise_seed'], ['6', 'steps']))).toEqual([
      { name: 'noise_seed', target: 'ksampler_20_8.seed' },
      { name: 'steps', target: 'ksampler_20_8.steps' },
    ]);
  });

  it('is of that sampler also where a node stays because it leads elsewhere, too', () => {
    const found = inside([11], [[6, 0, 11, 'sigmas']], ['6', 'steps']);
    expect(found.workflow.nodes.map(({ id }) => id)).toContain('BasicScheduler_20_6');
    expect(shownIn(found)).toEqual([{ name: 'steps', target: 'ksampler_20_8.steps' }]);
  });

  it('is not shown where several samplers have it, which it set all at once', () => {
    const found = inside([9], [...setUp(9), [8, 0, 9, 'latent_image']], ['4', 'noise_seed']);
    expect(shownIn(found)).toEqual([]);
    expect(nodeCalled(found, 'ksampler_20_9').parameters).toMatchObject({ seed: 42 });
    expect(sentencesOf(found.report)).toContain(
      'The block "Painter" does not show "noise_seed" here: several KSampler nodes have it.',
    );
  });

  it('is not shown where the sampler lies outside of the subgraph', () => {
    const outside = nodesOf([1, 2, 5, 6, 7, 8]);
    const links = [{ id: 1, origin_id: 4, origin_slot: 0, target_id: -20, target_slot: 0 }];
    const outputs = [{ name: 'noise' }];
    const { instance, definitions } = frame({ nodes: nodesOf([4]), links, outputs }, [['4', 'noise_seed']]);
    const wires = setUp(8).map(([from, ...to]): Wire => [from === 4 ? 20 : from, ...to]);
    const flat = linksOf([...before, ...wires]).map((each) => Object.values(each));
    const found = imported(JSON.stringify({ nodes: [{ ...instance, outputs }, ...outside], links: flat, definitions }));
    expect(nodeCalled(found, 'ksampler_8').parameters).toMatchObject({ seed: 42 });
    expect(shownIn(found)).toEqual([]);
    expect(() => checkBlocks(found.workflow)).not.toThrow();
    expect(sentencesOf(found.report)).toContain(
      'The block "Painter" does not show "noise_seed" here: the KSampler that has it lies outside of it.',
    );
  });
});
