import { describe, expect, it } from 'vitest';
import { PURE_NOISE } from '../src/diffusion/noiseLevel.ts';
import { syntheticCodes } from '../src/disentanglement/testing/syntheticCodes.ts';
import type { Context } from '../src/graph/context.ts';
import type { CodesOfSet, PortType } from '../src/graph/values.ts';
import { nodeRegistry } from './index.ts';
import { compute, nodeOf } from './testing/compute.ts';
import { clipsOf } from './testing/fakeClipVae.ts';
import { type FakeContext, fakeContext, pictureFile } from './testing/fakeContext.ts';
import { fakeVae } from './testing/fakeModel.ts';
import { latentsOf, picturesOf, setOf } from './testing/values.ts';
import { filesOfDefaults, wiresFor } from './testing/wires.ts';

/** Nodes that hold one thing and do one short thing with it, so that a run hears of a cancel before and after them. */
const short: ReadonlySet<string> = new Set([
  ...['load_lora', 'apply_lora', 'interpolate_loras', 'combine_loras'],
  ...[
    'load_model',
    'load_model_parts',
    'load_vae',
    'prompt',
    'guidance',
    'size_conditioning',
    'schedule',
    'schedule_chart',
    'image_set',
    'load_video',
    'decode_frames',
    'decode_clip',
    'act_on_frames',
    'empty_latents',
  ],
  ...['number', 'numbers', 'curve', 'seed', 'text', 'note', 'reroute', 'preview_image', 'strength_sweep'],
  ...['load_image', 'load_latents', 'load_direction', 'save_direction'],
  ...['log_map', 'transport', 'combine_directions', 'scale_direction', 'normalise_direction', 'random_direction'],
  ...['lerp_against_slerp', 'style_plane', 'direction_report', 'direction_map', 'load_codes', 'factor_table'],
  // What an encoder says of a prompt is as long as the prompt.
  ...['interpolate_prompts', 'blend_prompts', 'prompt_pad', 'prompt_difference', 'apply_prompt_directions'],
  ...['join_prompts', 'zero_prompt', 'flux_guidance', 'flow_shift', 'image_size', 'join_texts', 'replace_text'],
  ...['toggle', 'switch', 'formula', 'show_value', 'picture_size', 'last_clip_layer'],
  // One call of a network, which hears the signal itself.
  'denoise_step',
]);
const long = [...nodeRegistry.keys()].filter((type) => !short.has(type));

const dab = { points: [0.5, 0.5], radius: 0.2, hardness: 0.5, value: 1 };

/** A list where a node takes one, else a single item: what makes it work on `items` things. */
const parametersFor: Readonly<Record<string, (items: number) => Record<string, unknown>>> = {
  path: (frames) => ({ frames }),
  extrapolate: (frames) => ({ frames }),
  transition: (frames) => ({ frames }),
  pick_from_batch: () => ({ first: 1, last: -1 }),
  pick_images: () => ({ count: 4096 }),
  denoise: (steps) => ({ steps }),
  noise_level_chart: (levels) => ({ levels, steps: 2 * levels }),
  attribute_score: () => ({ steps: 2, levels: [0.5], strengths: [1] }),
  encode_clip: () => ({ length: 'repeat' }),
  frames_to_clip: () => ({ frames: 1 }),
  load_images: () => ({ folder: 'many' }),
  scale_image: (items) => ({ size: 'exact', width: 1024, height: items * 256 }),
  attribute_set: () => ({ folder: 'pairs' }),
  latent_traversals: (steps) => ({ steps }),
  paint_mask: (strokes) => ({ strokes: Array.from({ length: strokes }, () => dab), feather: 4 }),
  scene: () => ({ width: 32, height: 32 }),
  solid_image: (count) => ({ count, width: 32, height: 32 }),
  scene_set: (count) => ({ count, width: 32, height: 32 }),
  thin_shell: (draws) => ({ draws: 50 * draws }),
  scene_film: (frames) => ({ frames, width: 32, height: 32 }),
};

/** The same for lists that come by a wire. */
const listsFor: Readonly<Record<string, (items: number) => Record<string, unknown>>> = {
  noise: (items) => ({ seed: Array.from({ length: items }, (_, seed) => seed) }),
  scene: (items) => ({ position: Array.from({ length: items }, (_, item) => item / items) }),
  clip_to_frames: (items) => ({ latents: clipsOf(1, items) }),
  save_report: (items) => ({ report: { title: 'Long', notes: [], tables: tablesOf(items), charts: [] } }),
};

function tablesOf(count: number) {
  return Array.from({ length: count }, (_, i) => ({ title: `Table ${i}`, columns: [{ name: 'a' }], rows: [[1]] }));
}

/** Inputs that take a single item whatever the node does. */
const single: Readonly<Record<string, readonly string[]>> = {
  noise_level_chart: ['latents'],
  latent_traversals: ['latents'],
  variance_preserving_blend: ['mean'],
};

function manyOf(type: PortType, value: unknown, name: string, node: string, items: number): unknown {
  if (single[node]?.includes(name)) return value;
  const level = node.startsWith('denoise') ? PURE_NOISE : undefined;
  const shape = byNumbers.has(node) ? [16, 256, 256] : [4, 2, 2];
  const shades = Array.from({ length: items }, (_, i) => (i + (name === 'negative' ? 1 : 2)) / (items + 2));
  if (type === 'latents') return latentsOf(name.length + (name === 'negative' ? 1 : 0), level, [items, ...shape]);
  if (type === 'image') return picturesOf(shades);
  if (type === 'codes') {
    const codes = syntheticCodes(16 * items, 1, (factors) => factors);
    return { ...(value as CodesOfSet), ...codes, dimensionNames: codes.factors.map(({ name }) => name) };
  }
  return type === 'image_set' ? setOf(picturesOf(shades)) : value;
}

/** Nodes that pass over all items together, a million numbers at a time: as many as a point of theirs has here. */
const byNumbers: ReadonlySet<string> = new Set(['difference', 'save_latents']);

/** What makes a node work on so many things. */
function wiresOf(node: string, items: number): Record<string, unknown> {
  const wires = Object.entries(wiresFor(node)).map(([name, value]) => {
    const type = nodeOf(node).inputs[name]?.type ?? 'any';
    const many = (one: unknown) => manyOf(type, one, name, node, items);
    return [name, Array.isArray(value) ? value.map(many) : many(value)];
  });
  return { ...Object.fromEntries(wires), ...listsFor[node]?.(items) };
}

const cancelled = new DOMException('Cancelled', 'AbortError');

/** A context in which the cancel comes at one of the places where it can be heard. */
function stopping(items: number, at = Number.POSITIVE_INFINITY) {
  const pictures = Object.entries(filesOfDefaults).map(([path, bytes]) => [path, bytes] as const);
  const picture = filesOfDefaults['images/pictures/content-house.png'];
  const many = Array.from({ length: items }, (_, i) => [`many/${i}.png`, picture] as const);
  const pairs = ['plus', 'minus'].flatMap((side, shade) =>
    Array.from({ length: items }, (_, i) => [`pairs/${side}/${i}.png`, pictureFile(16, 16, 0.3 + shade / 3)] as const),
  );
  const fake: FakeContext = fakeContext(Object.fromEntries([...pictures, ...many, ...pairs]));
  const heard = { stops: 0, writtenBefore: 0 };
  const hear = () => {
    if (heard.stops >= at) throw cancelled;
    heard.stops++;
    if (heard.stops < at) return;
    heard.writtenBefore = fake.written.size;
    throw cancelled;
  };
  const context: Context = {
    ...fake,
    signal: {
      get aborted() {
        return heard.stops >= at;
      },
      throwIfAborted: hear,
    },
    pause: async () => hear(),
    progress: async () => hear(),
  };
  return { context, heard, written: fake.written };
}

const work = (node: string, items: number, context: Context) =>
  compute(node, wiresOf(node, items), parametersFor[node]?.(items) ?? {}, context);

describe.each(long)('%s', (node) => {
  it('stops more often the more it has to do, so that nobody waits long for it', async () => {
    const [some, more] = [stopping(4), stopping(12)];
    await work(node, 4, some.context);
    await work(node, 12, more.context);
    expect(some.heard.stops).toBeGreaterThanOrEqual(4);
    expect(more.heard.stops - some.heard.stops).toBeGreaterThanOrEqual(8);
  });

  it('ends at whichever stop the cancel comes, with its reason and without a result', async () => {
    const whole = stopping(4);
    await work(node, 4, whole.context);
    const { stops } = whole.heard;
    const places = [1, 2, 3, Math.ceil(stops / 2), stops - 1, stops].filter((place) => place >= 1 && place <= stops);
    for (const place of new Set(places)) {
      const { context, heard, written } = stopping(4, place);
      await expect(work(node, 4, context), `${place} of ${stops}`).rejects.toBe(cancelled);
      expect(written.size, 'files after the cancel').toBe(heard.writtenBefore);
    }
  });
});

it('the nodes that are too short to be cancelled exist', () => {
  for (const node of short) expect([...nodeRegistry.keys()]).toContain(node);
});

/** Pictures of two megapixels: what is done to one of them stops within it, too. */
const large = picturesOf([0.5], 2049, 1023);
const points = latentsOf(1, undefined, [1, 4, 2, 2]);
const onLargePictures: Readonly<Record<string, Record<string, unknown>>> = {
  compare_images: { a: large, b: large },
  image_grid: { images: [large] },
  mask: { a: points, b: points, mask: large },
  encode: { vae: fakeVae, image: large },
  latent_viewer: { latents: latentsOf(1, undefined, [1, 4, 64, 64]) },
};

it.each(Object.entries(onLargePictures))('%s stops within a large picture', async (node, wires) => {
  const { context, heard } = stopping(1);
  await compute(node, wires, node === 'latent_viewer' ? { cell: 16 } : {}, context);
  expect(heard.stops).toBeGreaterThanOrEqual(6);
});
