import { z } from 'zod';
import { promptCount, promptItem } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { levelBefore, type Schedule } from '../../src/diffusion/schedule.ts';
import { type WindowCurve, windowCurves, windowShares } from '../../src/diffusion/windowShares.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { at, commonBatch, joined, latentsItem } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { strengthParameter } from '../support/parameters/parameters.ts';
import { warnOfStrengths } from '../support/reports/warnings.ts';
import { editedWalk } from '../support/sampling/editedWalk.ts';
import { levelReport } from '../support/sampling/levelReport.ts';
import { levelUnits, readLevel, stepAtLevel } from '../support/sampling/levels.ts';
import { type SamplingInputs, scheduleFor } from '../support/sampling/sampling.ts';
import { samplingParameters } from '../support/sampling/samplingParameters.ts';
import { samplingPorts } from '../support/sampling/samplingPorts.ts';

interface Window {
  readonly window: number;
  readonly curve: WindowCurve;
}

export default defineNode({
  type: 'noise_level_arithmetic',
  version: 1,
  migrations: [],
  title: 'Noise-level arithmetic',
  docs: `Adds a direction during denoising, at a noise level of your choice. Where it is added decides what it changes: at high noise the layout, in the middle palette and style, at low noise the texture. The remaining steps turn it into a coherent picture.

Typical setup: connect Load model, Prompt, Noise or Encode, and Attribute vector, followed by Decode and Image grid.

1. Reach the level: pure noise is denoised down to it; clean latents get noise from the seed up to it; noisy latents are denoised further down to it.
2. Inject: x + strength x signal rate x direction. Only the signal rate's share of a clean picture is in noisy latents, so a clean direction counts by that share.
3. Denoise to the clean end. Samplers that remember the previous step forget it at the edit.

The level is a fraction of the schedule from 0 (noise) to 1 (clean), a step index, a training timestep, or a sigma; the nearest step of the schedule is taken, and the report says it in all four units, with the band that it lies in. A list of levels or strengths makes a batch, side by side.

A window spreads the injection over several steps. Each step gets a share of the strength, scaled by the signal rate of its own level, and the shares sum to 1: in total the clean picture moves as far as with one injection. The curve says whether all shares are equal, rise, fall, or are largest in the middle. A window is cut off at the end of the schedule.`,
  errors: [
    'A level outside the range of its unit, such as a fraction above 1.',
    'Noisy latents that are already past the level, or at a level where no step of the schedule starts.',
    'Latents or a direction of another model or size, or a prompt whose text encoder does not fit the network.',
    'Latents, levels, strengths or seeds of different counts, except that a single one goes with any.',
    'More steps than the model has training levels.',
  ],
  keywords: ['inject', 'timestep', 'steering', 'level', 'direction', 'edit'],
  inputs: {
    model: port('model', 'The network that predicts the clean latents.'),
    latents: port('latents', 'Pure noise, or the clean latents of a picture to change.'),
    direction: port('direction', 'What to add, from Attribute vector or Style transfer.'),
    conditioning: samplingPorts.conditioning,
    negative: samplingPorts.negative,
    sigmas: samplingPorts.sigmas,
    level: port('numbers', 'Where to inject; a list makes a batch.'),
    strength: port('numbers', 'How much to inject; a list makes a batch.'),
    seed: port('numbers', 'Seeds of the noise on clean latents and of the step noise, one for all or one per item.'),
  },
  parameters: z.object({
    level: z
      .number()
      .min(0)
      .max(10_000)
      .default(0.4)
      .describe('Where to inject: as a fraction, 0 is pure noise and 1 the clean end.')
      .meta({ step: 0.01 }),
    unit: z
      .enum(levelUnits)
      .default('fraction')
      .describe(
        'How the level is given: as a fraction of the schedule, a step of it, a training timestep, or a sigma.',
      ),
    strength: strengthParameter('How much to inject: 1 is one whole step of a raw direction.'),
    window: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('Over how many steps to spread the injection; 1 injects once.')
      .meta({ unit: 'steps', step: 1 }),
    curve: z
      .enum(windowCurves)
      .default('equal')
      .describe('How the shares of a window are weighted, from its noisy end to its clean one.')
      .meta({ shownWhen: { window: { above: 1 } } }),
    ...samplingParameters,
    seed: samplingParameters.seed.describe(
      'Seed of the noise that clean latents get, and of the noise of stochastic samplers.',
    ),
  }),
  outputs: {
    latents: port('latents', 'The clean latents.'),
    report: port('report', 'The level in all four units, and what it changes.'),
  },
  examples: [
    { title: 'Palette and style', parameters: { level: 0.5, strength: 1 } },
    { title: 'At training timestep 400', parameters: { level: 400, unit: 'timestep' } },
    { title: 'Spread over five steps', parameters: { level: 0.3, window: 5, strength: 1.5 } },
    { title: 'Rising strength', parameters: { level: 0.3, window: 8, curve: 'rising' } },
  ],
  async compute({ inputs, parameters }, context) {
    const { model, latents, direction, level, strength, seed } = inputs;
    requireSameSpace('model', model, 'latents', latents);
    requireSameSpace('latents', latents, 'direction', direction);
    requireSameSize('latents', latents.tensor, 'direction', direction.tensor);
    const count = commonBatch({
      latents: batchSize(latents.tensor),
      level: level.length,
      strength: strength.length,
      seed: seed.length,
      conditioning: promptCount(inputs.conditioning),
      ...(inputs.negative && { negative: promptCount(inputs.negative) }),
    });
    warnOfStrengths([{ direction, strengths: strength }], context);
    const schedule = scheduleFor(inputs, parameters, latents.tensor);
    const steps = level.map((value) => stepAtLevel(schedule, model, value, parameters.unit));
    const items: Tensor[] = [];
    for (let index = 0; index < count; index++) {
      const step = at(steps, index);
      const edit = { step, strength: at(strength, index), shares: sharesFrom(schedule, step, parameters), direction };
      const walk = {
        inputs: { ...ownPrompts(inputs, index), seed: [at(seed, index)] },
        choices: parameters,
        schedule,
        index,
        count,
      };
      const start = latentsItem(latents, index);
      items.push((await editedWalk(walk, start, edit, context)).tensor);
    }
    const readings = steps.map((step) => readLevel(schedule, step, model));
    const end = levelBefore(schedule, schedule.steps.length);
    return {
      latents: { tensor: await joined(items, context), level: end, space: latents.space },
      report: levelReport(readings, schedule, (step) => sharesFrom(schedule, step, parameters)),
    };
  },
});

/** Of the window that begins at a step, cut off at the end of the schedule; the clean end itself takes one share. */
function sharesFrom(schedule: Schedule, step: number, { window, curve }: Window): number[] {
  return windowShares(Math.max(1, Math.min(window, schedule.steps.length - step)), curve);
}

/** Each item is edited with its own prompts, or with those for all. */
function ownPrompts<I extends Pick<SamplingInputs, 'conditioning' | 'negative'>>(inputs: I, index: number): I {
  const { conditioning, negative } = inputs;
  return {
    ...inputs,
    conditioning: promptItem(conditioning, index),
    ...(negative && { negative: promptItem(negative, index) }),
  };
}
