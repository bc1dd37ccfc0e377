import { z } from 'zod';
import { denoisePath, invertPath } from '../../src/diffusion/inversionWalk.ts';
import { describeLevel, isClean } from '../../src/diffusion/noiseLevel.ts';
import { samplerById } from '../../src/diffusion/samplers/index.ts';
import { levelBefore, type Schedule } from '../../src/diffusion/schedule.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Latents } from '../../src/graph/values.ts';
import { requireSameSpace } from '../support/latents/compatibility.ts';
import { inversionReport } from '../support/sampling/inversionReport.ts';
import { levelUnits, readLevel, stepAtLevel } from '../support/sampling/levels.ts';
import { scheduleFor } from '../support/sampling/sampling.ts';
import { guidanceParameters, scheduleParameters } from '../support/sampling/samplingParameters.ts';
import { samplingPorts } from '../support/sampling/samplingPorts.ts';

export default defineNode({
  type: 'invert',
  version: 1,
  migrations: [],
  title: 'Invert',
  docs: `Finds the noise from which sampling would reproduce a given picture. Unlike Add noise, which draws random noise, it runs the steps of DDIM backwards (of Euler, for flow matching models such as SD3 and FLUX), so the result still encodes the picture: change the prompt or add a direction, and denoise again.

Typical setup: connect Load image, Encode and a Prompt that describes the picture, followed by Denoise with another Prompt, and Decode.

Each step evaluates the network as if the point were already at the next noisier level. This is an approximation, so the inversion is not exact. The report says what a round trip loses: the distance from the original divided by its length; 0 is exact. More steps lose less, guidance above 1 loses much more, and refinements, which evaluate the network again at the point found, close most of the gap at the cost of that many more network calls.

Continue with Denoise using the sampler DDIM with eta 0, or Euler for flow matching, and the same number of steps; or wire one Schedule node to both. A level other than the noisy end keeps more of the picture.`,
  errors: [
    'Latents that are not clean.',
    'A schedule whose sampler draws noise at each step, such as Euler ancestral.',
    'A level outside the range of its unit, such as a fraction above 1.',
    'Latents of another model, or a prompt whose text encoder does not fit the network.',
    'A network that predicts the clean picture itself, which does not say what noise leads to it.',
  ],
  keywords: ['ddim', 'inversion', 'real image', 'edit', 'encode', 'null-text'],
  inputs: {
    model: port('model', 'The network that will denoise.'),
    latents: port('latents', 'Clean points, such as encoded pictures.'),
    conditioning: port('conditioning', 'What the pictures show: the output of a Prompt node.'),
    negative: samplingPorts.negative,
    sigmas: port('sigmas', 'A Schedule node to run backwards, in place of DDIM with the number of steps set here.', {
      optional: true,
    }),
    level: port('number', 'The noise level to invert to, in the chosen unit.'),
  },
  parameters: z.object({
    steps: scheduleParameters.steps.describe(
      'Number of steps from noise to clean latents. A schedule on the "sigmas" input decides instead.',
    ),
    level: z
      .number()
      .min(0)
      .max(10_000)
      .default(0)
      .describe('The noise level to invert to: as a fraction, 0 is the noisy end and 1 the clean one.')
      .meta({ step: 0.01 }),
    unit: z
      .enum(levelUnits)
      .default('fraction')
      .describe('How the level is given: as a fraction of the schedule, a step, a training timestep, or a sigma.'),
    guidance: guidanceParameters.guidance.default(1).describe('Guidance while inverting; 1 is by far the most exact.'),
    refinements: z.int().min(0).max(20).default(0).describe('How many times each step is refined.').meta({ step: 1 }),
    round_trip: z
      .boolean()
      .default(true)
      .describe('Whether to denoise back as well and report what is lost, which doubles the steps.'),
  }),
  outputs: {
    latents: port('latents', 'The noisy points that lead back to the pictures.'),
    report: port('report', 'The level in all four units, and what a round trip loses.'),
  },
  examples: [
    { title: 'To pure noise', parameters: { steps: 50 } },
    { title: 'Halfway', parameters: { steps: 50, level: 0.5 } },
    { title: 'Nearly exact', parameters: { steps: 20, refinements: 5 } },
  ],
  async compute({ inputs, parameters }, context) {
    const { model, latents, conditioning, negative, level } = inputs;
    requireSameSpace('model', model, 'latents', latents);
    requireClean(latents);
    const sampler = model.training.kind === 'flow' ? 'euler' : 'ddim';
    const schedule = scheduleFor(inputs, { sampler, steps: parameters.steps }, latents.tensor);
    requireInvertible(schedule);
    const until = stepAtLevel(schedule, model, level, parameters.unit);
    const guidance = { positive: conditioning, scale: parameters.guidance, ...(negative && { negative }) };
    const walk = { model, schedule, guidance, refinements: parameters.refinements, until };
    const steps = (schedule.steps.length - until) * (parameters.round_trip ? 2 : 1);
    const up = await invertPath(walk, latents.tensor, steps, context);
    const down = parameters.round_trip ? await denoisePath(walk, up, steps, context) : undefined;
    const tensor = up.get(until) ?? latents.tensor;
    return {
      latents: { tensor, level: levelBefore(schedule, until), space: latents.space },
      report: await paced(inversionReport(readLevel(schedule, until, model), up, down), context),
    };
  },
});

function requireClean(latents: Latents): void {
  if (isClean(latents.level)) return;
  throw new ArcspaceError(
    'not-clean',
    `The latents are at ${describeLevel(latents.level)}: only clean ones can be inverted.`,
    'Wire an Encode node or the end of a Denoise node to it.',
    { port: 'latents' },
  );
}

/** Samplers that draw noise at each step whatever their options leave no way back. */
function requireInvertible({ sampler }: Schedule): void {
  const { ancestral, title } = samplerById(sampler);
  if (!ancestral) return;
  throw new ArcspaceError(
    'no-way-back',
    `${title} draws noise at each step, so its steps cannot be inverted.`,
    'Give the schedule a deterministic sampler: DDIM, Euler or DPM++ 2M.',
    { port: 'sigmas' },
  );
}
