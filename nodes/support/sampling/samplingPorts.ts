import { port } from '../../../src/graph/port.ts';

/** The inputs that every denoising node has besides its latents. */
export const samplingPorts = {
  conditioning: port('conditioning', 'What the picture should show: the output of a Prompt node.'),
  negative: port(
    'conditioning',
    'What to move away from; the empty prompt when nothing is connected. Only used when guidance is above 1, or, in FLUX and LCM, with the true guidance of a Guidance node.',
    {
      optional: true,
    },
  ),
  sigmas: port('sigmas', 'A Schedule node, which then decides sampler and steps in place of the parameters.', {
    optional: true,
  }),
  seed: port('numbers', 'Seeds of the step noise, one for all or one per item.'),
};
