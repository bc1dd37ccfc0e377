import { z } from 'zod';
import { principalComponents } from '../../src/geometry/directions/principalComponents.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { CodesOfSet, ImageSet } from '../../src/graph/values.ts';
import { mean } from '../../src/tensor/reduce.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { encodeItem } from '../support/pictures/encodeItem.ts';

/** More dimensions than these make no table that anybody reads. */
const MOST = 64;

export default defineNode({
  type: 'encode_codes',
  version: 1,
  migrations: [],
  title: 'Encode codes',
  docs: `Encodes a set of pictures whose factors are known into short codes, for Disentanglement and Factor table.

A latent with rows and columns is reduced first: to the mean of each channel (pooled), or to its principal components over the set. An encoder with one number per dimension, such as a beta-VAE, needs neither: its codes are taken as they are. Codes are means, not samples.

What the pictures show is known of a Scene set, and of an Image set with a file of factors.`,
  errors: [
    'A set that does not say what its pictures show.',
    'Pictures of different sizes.',
    'More than 64 dimensions: use fewer principal components, or pool.',
  ],
  keywords: ['disentanglement', 'dci', 'mig', 'sap', 'factors', 'encoder', 'representation', 'dataset'],
  inputs: {
    set: port('image_set', 'The pictures, from Scene set or Image set.'),
    vae: port('vae', 'The encoder, from Load model.'),
  },
  parameters: z.object({
    reduction: z
      .enum(['pooled', 'principal', 'none'])
      .default('pooled')
      .describe(
        'How a latent with rows and columns becomes a short code: the mean of each channel, its principal components, or not at all.',
      )
      .meta({ choices: { pooled: 'mean of each channel', principal: 'principal components', none: 'every number' } }),
    dimensions: z
      .int()
      .min(1)
      .max(MOST)
      .default(16)
      .describe('How many principal components.')
      .meta({ step: 1, shownWhen: { reduction: 'principal' } }),
  }),
  outputs: { codes: port('codes', 'One code for each picture, with its factors.') },
  examples: [
    { title: 'The mean of each channel', parameters: {} },
    { title: 'Ten principal components', parameters: { reduction: 'principal', dimensions: 10 } },
  ],
  async compute({ inputs: { set, vae }, parameters }, context) {
    const factors = requireFactors(set);
    const latents: Tensor[] = [];
    for (let index = 0; index < set.count; index++) {
      const picture = await set.read(index, context);
      latents.push(await encodeItem(vae, picture, { fit: 'crop' }, context));
      requireOneSize(latents);
      await context.progress({ step: latents.length, of: set.count });
    }
    return { codes: { ...(await reduced(latents, parameters, context)), factors } };
  },
});

function requireFactors(set: ImageSet) {
  if (set.factors && set.factors.length > 0) return set.factors;
  throw new ArcspaceError(
    'unknown-factors',
    'The set does not say what its pictures show.',
    'Use Scene set, or give Image set a file of factors: its documentation says what is in it.',
    { port: 'set' },
  );
}

function requireOneSize(latents: readonly Tensor[]): void {
  const [first, last] = [latents[0], latents.at(-1)];
  if (first?.data.length === last?.data.length) return;
  throw new ArcspaceError(
    'different-size',
    'The pictures of the set differ in size.',
    'Set width and height of Image set.',
    {
      port: 'set',
    },
  );
}

type Choices = { readonly reduction: 'pooled' | 'principal' | 'none'; readonly dimensions: number };

async function reduced(
  latents: readonly Tensor[],
  { reduction, dimensions }: Choices,
  context: Context,
): Promise<Omit<CodesOfSet, 'factors'>> {
  const [, channels = 1, height = 1, width = 1] = latents[0]?.shape ?? [];
  const places = height * width;
  if (reduction === 'principal' && places * channels > 1) {
    const { scores, shares } = await paced(
      principalComponents(
        latents.map(({ data }) => data),
        dimensions,
      ),
      context,
    );
    const share = shares.reduce((sum, each) => sum + each, 0);
    return {
      ...table(latents.length, scores.length, (sample, dimension) => scores[dimension]?.[sample] as number),
      dimensionNames: scores.map((_, index) => `component ${index + 1}`),
      made: `${scores.length} principal components of latents of ${channels} x ${height} x ${width}: ${Math.round(100 * share)} % of the variance.`,
    };
  }
  if (reduction === 'none' || places === 1) {
    requireFew(channels * places);
    return {
      ...table(latents.length, channels * places, (sample, at) => latents[sample]?.data[at] as number),
      dimensionNames: Array.from({ length: channels * places }, (_, at) => `dimension ${at + 1}`),
      made: `Every number of latents of ${channels} x ${height} x ${width}.`,
    };
  }
  requireFew(channels);
  const pooled = (sample: number, channel: number) => {
    return mean(latents[sample]?.data.subarray(channel * places, (channel + 1) * places) ?? []);
  };
  return {
    ...table(latents.length, channels, pooled),
    dimensionNames: Array.from({ length: channels }, (_, channel) => `channel ${channel + 1}`),
    made: `The mean of each channel of latents of ${channels} x ${height} x ${width}.`,
  };
}

function table(samples: number, dimensions: number, value: (sample: number, dimension: number) => number) {
  const data = new Float32Array(samples * dimensions);
  for (let at = 0; at < data.length; at++) data[at] = value(Math.floor(at / dimensions), at % dimensions);
  return { values: { data, shape: [samples, dimensions] } };
}

function requireFew(dimensions: number): void {
  if (dimensions <= MOST) return;
  throw new ArcspaceError(
    'too-many-dimensions',
    `A code of ${dimensions} dimensions is too long: ${MOST} are the most.`,
    'Set the reduction to principal components, or to the mean of each channel.',
    { port: 'reduction' },
  );
}
