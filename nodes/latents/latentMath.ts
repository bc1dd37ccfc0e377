import { z } from 'zod';
import { CLEAN, isClean } from '../../src/diffusion/noiseLevel.ts';
import { decoderInput, scaledLatents } from '../../src/diffusion/vaeLatents.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchSize, map } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { batchOf, commonBatch, itemAt } from '../support/latents/batch.ts';
import { cellwiseInterpolation } from '../support/latents/cellwiseInterpolation.ts';
import { requireSameSpace, requireTogether } from '../support/latents/compatibility.ts';

const operations = ['add', 'subtract', 'multiply', 'interpolate'] as const;

export default defineNode({
  type: 'latent_math',
  version: 1,
  migrations: [],
  title: 'Latent math',
  docs: `Adds, subtracts, multiplies or interpolates latents number by number, with the numbers of ComfyUI's LatentAdd, LatentSubtract, LatentMultiply and LatentInterpolate. It is for workflows from there: what comes of it mostly lies off the shell of the latents that the model knows. Slerp, Weighted blend and Apply directions stay on it.

Typical setup: connect Encode or KSampler, followed by KSampler or Decode.

Interpolate takes length and direction of the channels apart in each cell: the direction goes straight from one to the other and is scaled to length 1, the length goes straight too.

ComfyUI computes before the scaling of the VAE. Without a VAE connected its shift is taken to be 0, as in Stable Diffusion 1, 2 and XL; connect the VAE for Stable Diffusion 3 and FLUX.`,
  errors: [
    'A second point that is missing where one is needed.',
    'Points of two models or sizes.',
    'Latents that carry noise.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: [
    'latent add',
    'latentadd',
    'latent subtract',
    'latentsubtract',
    'latent multiply',
    'latentmultiply',
    'latent interpolate',
    'latentinterpolate',
  ],
  inputs: {
    first: port('latents', 'The first point.'),
    second: port('latents', 'The second point; Multiply needs none.', { optional: true }),
    vae: port('vae', 'The VAE of the latents, whose scaling is undone before and done again after.', {
      optional: true,
    }),
    factor: port('number', 'The factor or the ratio, in place of the parameter.'),
  },
  parameters: z.object({
    operation: z
      .enum(operations)
      .default('add')
      .describe('What is done with them.')
      .meta({ choices: { add: 'Add', subtract: 'Subtract', multiply: 'Multiply', interpolate: 'Interpolate' } }),
    factor: z
      .number()
      .min(-10)
      .max(10)
      .default(1)
      .describe('Multiply: what each number is multiplied by. Interpolate: 1 is the first point, 0 the second.')
      .meta({ span: [-2, 2], step: 0.01, shownWhen: [{ operation: 'multiply' }, { operation: 'interpolate' }] }),
  }),
  outputs: { latents: port('latents', 'The result, taken as clean.') },
  examples: [
    { title: 'The sum', parameters: {} },
    { title: 'Half way', parameters: { operation: 'interpolate', factor: 0.5 } },
  ],
  async compute({ inputs: { first, second, vae, factor }, parameters: { operation } }, context) {
    requireClean('first', first);
    if (vae) requireSameSpace('vae', vae, 'first', first);
    const raw = ({ tensor }: Latents) => (vae ? decoderInput(tensor, vae) : tensor);
    const scaled = (tensor: Latents['tensor']) => ({
      latents: { tensor: vae ? scaledLatents(tensor, vae) : tensor, level: CLEAN, space: first.space },
    });
    if (operation === 'multiply') return scaled(map(raw(first), (value) => value * factor));
    if (!second) throw noSecond(operation);
    requireClean('second', second);
    requireTogether('first', first, 'second', second);
    const [a, b] = [raw(first), raw(second)];
    const count = commonBatch({ first: batchSize(a), second: batchSize(b) });
    const tensor = await batchOf(count, context, (index) => {
      const pair = [itemAt(a, index), itemAt(b, index)] as const;
      if (operation === 'interpolate') return cellwiseInterpolation(...pair, factor);
      return weightedSum([
        [1, pair[0]],
        [operation === 'add' ? 1 : -1, pair[1]],
      ]);
    });
    return scaled(tensor);
  },
});

function requireClean(port: 'first' | 'second', { level }: Latents): void {
  if (isClean(level)) return;
  throw new ArcspaceError(
    'not-clean',
    `The latents at "${port}" still carry noise.`,
    'Denoise them first, or use Noise-level arithmetic.',
    { port },
  );
}

function noSecond(operation: string): ArcspaceError {
  return new ArcspaceError(
    'missing-input',
    `There is no second point to ${operation}.`,
    'Connect latents to "second".',
    { port: 'second' },
  );
}
