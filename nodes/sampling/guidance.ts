import { z } from 'zod';
import { intervalBetween } from '../../src/diffusion/guidance/interval.ts';
import type { GuidanceStyle } from '../../src/diffusion/guidance/style.ts';
import { withGuidance } from '../../src/diffusion/guidance/withGuidance.ts';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

const share = (value: number, description: string) =>
  z.number().min(0).max(1).default(value).describe(description).meta({ control: 'slider', step: 0.05 });

const projected = { shownWhen: { method: 'projected' } } as const;

const parameters = z.object({
  method: z
    .enum(['classifier_free', 'projected'])
    .default('projected')
    .describe('Plain classifier-free guidance, or adaptive projected guidance (APG).')
    .meta({ choices: { classifier_free: 'Classifier-free', projected: 'Projected (APG)' } }),
  parallel: share(
    0,
    'APG: share of the push along the prediction itself that is kept; 0 adds no contrast, 1 all of it.',
  ).meta(projected),
  limit: z
    .number()
    .min(0)
    .max(1000)
    .default(0)
    .describe('APG: longest push per unit of guidance, as a norm over all latent numbers; 0 sets no limit.')
    .meta({ ...projected, unit: 'latent units', step: 0.5, zero: 'none' }),
  momentum: z
    .number()
    .min(-0.95)
    .max(0.95)
    .default(0)
    .describe('APG: how much of the previous pushes is added; negative takes it away. 0 remembers nothing.')
    .meta({ ...projected, step: 0.05 }),
  rescale: share(0, 'How far the contrast of the conditional prediction is restored: 0 not at all, 1 fully.'),
  start: share(0, 'Where guidance starts: 0 is pure noise, 1 the clean end.'),
  end: share(1, 'Where guidance ends: 0 is pure noise, 1 the clean end.'),
  true_guidance: z
    .number()
    .min(1)
    .max(30)
    .default(1)
    .describe(
      'Only for models whose guidance is built in (FLUX, LCM): how strongly to move away from the negative prompt as well, which runs the network twice per step. 1 does not.',
    )
    .meta({ control: 'slider', step: 0.1 }),
});

export default defineNode({
  type: 'guidance',
  version: 1,
  migrations: [],
  title: 'Guidance',
  docs: `Changes how a model follows its prompt, for every node it is connected to. How strongly it follows is still set on those nodes, by their "guidance"; at 1 this node has no effect.

Models such as FLUX dev and LCM are told the guidance, run once per step, and do not read a negative prompt; FLUX schnell ignores guidance too. For them "true guidance" adds classifier-free guidance (true CFG).

Typical setup: connect Load model, followed by Denoise or Noise-level arithmetic.

Classifier-free guidance extrapolates from the negative prompt's prediction through the prompt's: negative + guidance x (positive - negative). Strong guidance burns the picture: contrast and colours become too strong. Three remedies can be combined:

Projected guidance (APG, Sadat et al., arXiv 2410.02416) splits the push into the part along the prompt's own prediction, which mostly adds contrast, and the part across it, and keeps all of the second but only a share of the first. A limit shortens pushes that are too long; the paper takes 15 for pictures of 1024 px, whose latents have 65536 numbers, so a fair start is 0.06 x the root of the count of latent numbers. Momentum of -0.5 pushes away from where the previous steps went; it is carried with the latents from step to step, and any edit resets it.

Rescale (Lin et al., arXiv 2305.08891) scales each guided prediction back towards the spread of the prompt's; the paper takes 0.7.

Start and end (Kynkäänniemi et al., arXiv 2404.07724) guide only part of the schedule, counted in training timesteps. Outside it the network runs once per step instead of twice: leaving out the noisiest steps gives more variety, leaving out the last saves time and costs nothing.`,
  errors: ['A start that does not lie before the end.'],
  keywords: ['cfg', 'apg', 'rescale', 'interval', 'classifier-free', 'saturation', 'momentum'],
  inputs: { model: port('model', 'The network to guide.') },
  parameters,
  outputs: { model: port('model', 'The same network, guided this way.') },
  examples: [
    { title: 'Strong guidance without burnt colours', parameters: { method: 'projected', limit: 3 } },
    { title: 'Projected, with momentum', parameters: { method: 'projected', limit: 3, momentum: -0.5 } },
    { title: 'Rescaled', parameters: { method: 'classifier_free', rescale: 0.7 } },
    { title: 'A negative prompt for FLUX', parameters: { method: 'classifier_free', true_guidance: 4 } },
    { title: 'In the middle only', parameters: { method: 'classifier_free', start: 0.2, end: 0.8 } },
  ],
  compute({ inputs: { model }, parameters: choices }) {
    return { model: withGuidance(model, styleOf(choices, model)) };
  },
});

/** Only what differs from plain guidance, so that two nodes in a row join what they do. */
function styleOf(choices: z.output<typeof parameters>, { training }: Denoiser): GuidanceStyle {
  const { method, parallel, limit, momentum, rescale, start, end, true_guidance: trueScale } = choices;
  return {
    ...(method === 'projected' && { projection: { parallel, limit, momentum } }),
    ...(rescale > 0 && { rescale }),
    ...(trueScale > 1 && { trueScale }),
    ...((start > 0 || end < 1) && { interval: intervalBetween(training, start, end) }),
  };
}
