import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { repaintPorts } from '../support/sampling/repaint.ts';
import { samplerRevision } from '../support/sampling/samplerOptions.ts';
import { runSteps, scheduleFor, startingStep } from '../support/sampling/sampling.ts';
import { samplingParameters, seedIsDrawnFrom } from '../support/sampling/samplingParameters.ts';
import { samplingPorts } from '../support/sampling/samplingPorts.ts';

export default defineNode({
  type: 'denoise_step',
  version: 1,
  migrations: [],
  title: 'Denoise step',
  docs: `Takes exactly one denoising step, so you can act between steps: look, interpolate, add a direction, change the prompt.

Typical setup: connect Load model, Prompt, Schedule, and Noise or the step before, followed by the next step, and Decode after the last.

Which step follows from the noise level of the latents: pure noise takes step 0, its output takes step 1, and so on. All steps of a chain must share one schedule: wire one Schedule node to each "sigmas", or set the same sampler and number of steps everywhere.

A chain of as many nodes as there are steps gives the same bits as one Denoise. Samplers that remember the step before (DPM++ 2M) keep that memory in the latents; any edit in between drops it, and the sampler starts afresh from there. A mask with its original, as at Denoise, must be wired to each of them.`,
  errors: [
    'Clean latents, such as those after the last step.',
    'Latents where no step of the schedule starts: wire the schedule that made them.',
    'A mask without an original, or an original that is not clean or of another size.',
    'Latents of another model, or a prompt whose text encoder does not fit the network.',
    'More steps than the model has training levels, or fractional timesteps (Euler with linspace) for a network that takes whole ones only.',
  ],
  keywords: ['sample', 'single step', 'ksampler', 'iterate'],
  inputs: {
    model: port('model', 'The network that predicts the clean latents.'),
    latents: port('latents', 'Where to start: pure noise, or the output of another step.', { usually: 'noise' }),
    ...samplingPorts,
    ...repaintPorts,
  },
  parameters: z.object({
    ...samplingParameters,
    seed: samplingParameters.seed.meta({ shownWhen: seedIsDrawnFrom }),
  }),
  outputs: { latents: port('latents', 'The latents after the step, at the next level of the schedule.') },
  revision: samplerRevision,
  examples: [
    { title: 'One of twenty', parameters: { steps: 20, guidance: 3 } },
    { title: 'One of four, Euler', parameters: { sampler: 'euler', steps: 4 } },
  ],
  async compute({ inputs, parameters }, context) {
    const schedule = scheduleFor(inputs, parameters, inputs.latents.tensor);
    const first = startingStep(schedule, inputs.latents);
    return { latents: await runSteps(inputs, parameters, schedule, inputs.latents, [first, first + 1], context) };
  },
});
