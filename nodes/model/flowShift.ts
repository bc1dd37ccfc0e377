import { z } from 'zod';
import { withNoiseSchedule } from '../../src/diffusion/withNoiseSchedule.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';

export default defineNode({
  type: 'flow_shift',
  version: 1,
  migrations: [],
  title: 'Flow shift',
  docs: `Moves the noise levels of a flow matching model (Stable Diffusion 3, FLUX) towards the noise, for every node it is connected to: t becomes s t / (1 + (s - 1) t). More shift spends more steps on the layout of the picture, less on its details; larger pictures want more.

Typical setup: connect Load model, followed by Denoise or KSampler.

The number is that of ModelSamplingSD3 and ModelSamplingAuraFlow in ComfyUI: 3 is usual for Stable Diffusion 3, 1 shifts nothing. It replaces a shift that follows the size of the picture, as FLUX has (Esser et al., arXiv 2403.03206, eq. 23).`,
  errors: ['A model that was not trained by flow matching, such as Stable Diffusion 1.5 or XL.'],
  keywords: ['modelsamplingsd3', 'modelsamplingauraflow', 'model sampling', 'timestep shift', 'sigma shift'],
  inputs: {
    model: port('model', 'The network whose noise levels to shift.'),
    shift: port('number', 'The shift, in place of the parameter.'),
  },
  parameters: z.object({
    shift: z
      .number()
      .min(0.01)
      .max(100)
      .default(3)
      .describe('How far towards the noise; 1 shifts nothing.')
      .meta({ span: [1, 12], step: 0.1 }),
  }),
  outputs: { model: port('model', 'The same network at the shifted levels.') },
  examples: [{ title: 'For a larger picture', parameters: { shift: 5 } }],
  compute({ inputs: { model, shift } }) {
    const { training, name } = model;
    if (training.kind !== 'flow') throw noFlow(name);
    if (!(shift > 0 && Number.isFinite(shift))) throw notPositive(shift);
    return { model: withNoiseSchedule(model, training.fixedAt(shift), `shift ${shift}`) };
  },
});

function noFlow(name: string): ArcspaceError {
  return new ArcspaceError(
    'wrong-model',
    `${name} was not trained by flow matching: its noise levels have no shift.`,
    'Remove this node, or load Stable Diffusion 3 or FLUX.',
    { port: 'model' },
  );
}

function notPositive(shift: number): ArcspaceError {
  return new ArcspaceError('invalid-value', `A shift of ${shift} is not above 0.`, 'Connect a number above 0.', {
    port: 'shift',
  });
}
