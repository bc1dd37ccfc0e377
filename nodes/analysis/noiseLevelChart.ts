import { z } from 'zod';
import { levelBefore, type Schedule } from '../../src/diffusion/schedule.ts';
import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { bandAmplitudes } from '../../src/geometry/directions/energyShares.ts';
import { type LatentShape, mostBands } from '../../src/geometry/directions/frequencyBands.ts';
import { combine } from '../../src/geometry/vector.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { bandNames } from '../support/latents/bands.ts';
import { at } from '../support/latents/batch.ts';
import { requireSameSpace } from '../support/latents/compatibility.ts';
import { seedAt } from '../support/parameters/seedAt.ts';
import { decodeItems } from '../support/pictures/decodeItems.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, report, table } from '../support/reports/reports.ts';
import { type LevelReading, readLevel } from '../support/sampling/levels.ts';
import { noisedItem } from '../support/sampling/noising.ts';
import { runSteps, type SamplingChoices, type SamplingInputs, scheduleFor } from '../support/sampling/sampling.ts';
import { samplingParameters } from '../support/sampling/samplingParameters.ts';
import { samplingPorts } from '../support/sampling/samplingPorts.ts';
import { singleItem } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'noise_level_chart',
  version: 1,
  migrations: [],
  title: 'Noise-level chart',
  docs: `Shows what each noise level decides: noise is added to a picture up to one level after another, and the network repaints it from there. Whatever changes is still undecided at that level: first layout, then palette and style, in the end only texture.

Typical setup: connect Load model, Prompt, and a picture from Load image and Encode, followed by Image grid.

One picture per level comes out, from the noisiest to the cleanest, decoded. The report gives each level in all four units, and how much of the latent changed in fine and in coarse bands of a Laplacian pyramid: at high noise the coarse bands change too, at low noise only the fine ones.

The noise is the same at every level, from the seed. With a prompt that fits the picture, less changes; with another one, the pictures show down to which level it wins.`,
  errors: [
    'A batch of several points: Pick from batch takes one.',
    'Latents that are noisier than the cleanest of the levels.',
    'A network, a vae and latents that are not of one model, or a prompt whose text encoder does not fit the network.',
    'More steps than the model has training levels.',
  ],
  keywords: ['img2img', 'strength', 'timestep', 'bands', 'layout', 'texture', 'which level', 'sweep'],
  inputs: {
    model: port('model', 'The network that repaints.'),
    vae: port('vae', 'The autoencoder, to decode what comes out.'),
    latents: port('latents', 'One clean point, the picture to look at.'),
    ...samplingPorts,
  },
  parameters: z.object({
    levels: z
      .int()
      .min(2)
      .max(32)
      .default(6)
      .describe('Number of levels to test, from noise towards clean.')
      .meta({ unit: 'levels', step: 1 }),
    ...samplingParameters,
    seed: samplingParameters.seed.describe('Seed of the noise, which is the same at every level.'),
  }),
  outputs: {
    image: port('image', 'One picture per level, the noisiest first.'),
    report: port('report', 'What changed at each level, in fine and in coarse bands.'),
  },
  preview: 'images',
  terminal: true,
  examples: [
    { title: 'Six levels', parameters: { levels: 6, steps: 12 } },
    { title: 'Without guidance', parameters: { levels: 4, steps: 12, guidance: 1 } },
  ],
  async compute({ inputs, parameters }, context) {
    const { model, vae, latents } = inputs;
    requireSameSpace('model', model, 'latents', latents);
    requireSameSpace('vae', vae, 'latents', latents);
    const clean = singleItem('latents', latents);
    const schedule = scheduleFor(inputs, parameters, latents.tensor);
    const starts = startingSteps(schedule.steps.length, parameters.levels);
    const results: Tensor[] = [];
    for (const [index, start] of starts.entries()) {
      const walk = { inputs, choices: parameters, schedule, start, index, count: starts.length };
      results.push(await repainted(walk, latents, context));
    }
    const readings = starts.map((step) => readLevel(schedule, step, model));
    const changes = results.map(({ data }) => new Float32Array(combine(1, data, -1, clean.data)));
    return {
      image: await decodeItems(vae, results, context),
      report: reportOf(readings, changes, clean.shape.slice(1) as unknown as LatentShape),
    };
  },
});

interface Walk {
  readonly inputs: SamplingInputs;
  readonly choices: SamplingChoices;
  readonly schedule: Schedule;
  readonly start: number;
  readonly index: number;
  readonly count: number;
}

/** Evenly from the first step on, each once. */
function startingSteps(steps: number, levels: number): number[] {
  return [...new Set(Array.from({ length: levels }, (_, i) => Math.floor((i * steps) / levels)))];
}

/** Puts noise on the point up to the level where a step starts, and walks down again from there. */
async function repainted(walk: Walk, latents: Latents, context: Context): Promise<Tensor> {
  const { inputs, choices, schedule, start, index, count } = walk;
  const level = levelBefore(schedule, start);
  const noise = initialNoise(seedAt(inputs.seed, 0), latents.tensor.shape);
  const noised = { tensor: noisedItem(latents.tensor, noise, latents.level, level), level, space: latents.space };
  const steps = schedule.steps.length;
  const progress = { done: index * steps + start, of: count * steps };
  const single = { ...inputs, seed: [at(inputs.seed, 0)] };
  return (await runSteps(single, choices, schedule, noised, [start, steps], context, progress)).tensor;
}

function reportOf(readings: readonly LevelReading[], changes: readonly Float32Array[], shape: LatentShape): Report {
  const bands = Math.min(3, mostBands(shape));
  const amplitudes = changes.map((change) => bandAmplitudes(change, shape, bands));
  const names = bandNames(bands);
  const rows = readings.map(({ fraction, step, timestep, level, band }, i) => [
    formatNumber(fraction),
    step,
    ...[timestep, level.sigma, level.signal].map(formatNumber),
    band,
    ...(amplitudes[i] ?? []).map(formatNumber),
  ]);
  const columns = ['fraction', 'step', 'timestep', 'sigma', 'signal rate', 'open to change'];
  const fractions = readings.map(({ fraction }) => fraction);
  const series = names.map((name, k) => ({ name, x: fractions, y: amplitudes.map((row) => row[k] ?? 0) }));
  return report('Noise levels', {
    notes: ['Changes are root mean squares of latent numbers, by band of a Laplacian pyramid.'],
    tables: [table('What each level changes', [...columns, ...names], rows)],
    charts: [chart('Change by level', 'line', ['fraction of the schedule', ['change', 'rms']], series)],
  });
}
