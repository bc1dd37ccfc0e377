import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { repaintPorts } from '../support/sampling/repaint.ts';
import { samplerRevision } from '../support/sampling/samplerOptions.ts';
import { runSteps, scheduleFor, startingStep } from '../support/sampling/sampling.ts';
import { samplingParameters, seedIsDrawnFrom } from '../support/sampling/samplingParameters.ts';
import { samplingPorts } from '../support/sampling/samplingPorts.ts';

export default defineNode({
  type: 'denoise',
  version: 1,
  migrations: [],
  title: 'Denoise',
  docs: `Denoises noise into clean latents that show what the prompt says. At each step the network predicts the clean latents, and the sampler moves a little towards the prediction, down a schedule of noise levels.

Typical setup: connect Load model, Prompt and Noise, followed by Decode.

Where it starts follows from the latents: pure noise begins at step 0, noised latents (from Add noise or from a Denoise that stopped early) go on at the step that starts at their level.

A Schedule node on "sigmas" decides sampler and steps; otherwise a schedule is made from the parameters. With "stop at" it ends early and outputs noisy latents that another Denoise can finish, bit for bit as if it had not stopped.

With a mask it repaints a part of a picture: connect the mask, white where to repaint, and the Encode node of the picture to "original". After every step what is black is put back, with noise of that level; give Add noise and Denoise the same seed, so that it is the same noise. A model that was trained to inpaint needs an Inpaint node before it.

Guidance above 1 moves away from the negative prompt: denoised = negative + guidance x (positive - negative). Each item of a batch gives the same result as it would alone.`,
  errors: [
    'Clean latents (Add noise varies a picture), and latents where no step of the schedule starts: wire the schedule that made them.',
    'A mask without an original, or an original that is not clean or of another size.',
    'A step to stop at that is not behind the one where the latents start.',
    'Latents of another model, or a prompt whose text encoder does not fit the network.',
    'More steps than the model has training levels, or fractional timesteps (Euler with linspace) for a network that takes whole ones only.',
  ],
  keywords: ['ksampler', 'sample', 'diffusion', 'generate', 'img2img', 'inpaint', 'mask'],
  inputs: {
    model: port('model', 'The network that predicts the clean latents.'),
    latents: port('latents', 'The starting point: pure noise or noised latents.', { usually: 'noise' }),
    ...samplingPorts,
    ...repaintPorts,
  },
  parameters: z.object({
    ...samplingParameters,
    seed: samplingParameters.seed.meta({ shownWhen: seedIsDrawnFrom }),
    stop_at: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe('Number of the step to stop before; 0 denoises completely.')
      .meta({ unit: 'step', step: 1, zero: 'the end' }),
  }),
  outputs: { latents: port('latents', 'Clean latents, or noisy ones when it stopped early.') },
  revision: samplerRevision,
  examples: [
    { title: 'Twenty steps', parameters: { steps: 20, guidance: 3 } },
    { title: 'The first half only', parameters: { steps: 20, stop_at: 10 } },
    { title: 'Noise at every step', parameters: { sampler: 'euler_ancestral', steps: 30, seed: 4 } },
  ],
  async compute({ inputs, parameters }, context) {
    const schedule = scheduleFor(inputs, parameters, inputs.latents.tensor);
    const first = startingStep(schedule, inputs.latents);
    const last = lastStep(parameters.stop_at, first, schedule.steps.length);
    return { latents: await runSteps(inputs, parameters, schedule, inputs.latents, [first, last], context) };
  },
});

function lastStep(stopAt: number, first: number, steps: number): number {
  if (stopAt === 0) return steps;
  if (stopAt > first && stopAt <= steps) return stopAt;
  throw new ArcspaceError(
    'invalid-step',
    `It cannot stop at step ${stopAt}: the latents start at step ${first} of ${steps}.`,
    `Set "stop at" to a step from ${first + 1} to ${steps}, or to 0 to go to the end.`,
    { port: 'stop_at' },
  );
}
