import { z } from 'zod';
import { shellWalk } from '../../src/geometry/shellWalk.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { at, commonBatch, itemAt } from '../support/latents/batch.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { requireRoomFor, withFrames } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'random_walk',
  version: 1,
  migrations: [],
  title: 'Random walk',
  docs: `Walks at random on the sphere through a point, at constant speed: start it, stop it where you like it, step back, and keep the place. The seed and the distance say where it is, so a place can always be found again.

Typical setup: connect Noise, followed by Denoise and Decode; press the play button in Live mode.

The walk goes along geodesics, all of one length, and turns between them by one angle towards a direction that the seed picks. The norm stays that of the start, so noise stays on its shell. At distance 0 the result is the start itself.

A list of distances makes a batch: the walk as a film. Each item of a batch of points takes a way of its own, the first by the seed, the second by the next one, and so on.`,
  errors: [
    'A point that is zero, since it has no direction.',
    'A distance on the wire below 0, above 1000, or not a number.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['explore', 'brownian', 'wander', 'drift', 'geodesic', 'random', 'travel', 'animation'],
  inputs: {
    latents: port('latents', 'Where the walk begins.', { clips: 'whole', usually: 'noise' }),
    distance: port('numbers', 'How far along the walk; a list makes a batch.', { unit: 'rad' }),
  },
  parameters: z.object({
    distance: z
      .number()
      .min(0)
      .max(1000)
      .default(0)
      .describe('How far along the walk; a quarter turn, 1.57, is as far as from one noise to another.')
      .meta({ control: 'walk', unit: 'rad', step: 0.05 }),
    seed: seedParameter('Which way it turns, each time.').meta({ distinct: true }),
    leg: z
      .number()
      .min(0.05)
      .max(3)
      .default(0.8)
      .describe('How far it goes straight before it turns.')
      .meta({ control: 'slider', unit: 'rad', step: 0.05 }),
    straightness: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('How little it turns: 1 goes straight ahead, 0 turns at right angles.')
      .meta({ control: 'slider', step: 0.05 }),
  }),
  outputs: { latents: port('latents', 'The place on the walk, at the level of the start.') },
  examples: [
    { title: 'A little way', parameters: { distance: 0.4 } },
    { title: 'Far away, with few turns', parameters: { distance: 12, leg: 2, straightness: 0.9 } },
  ],
  async compute({ inputs: { latents, distance }, parameters: { seed, leg, straightness } }, context) {
    requireOnTheWay(distance);
    const starts = batchSize(latents.tensor);
    const count = commonBatch({ latents: starts, distance: distance.length });
    requireRoomFor(count, latents);
    const walk = (start: Tensor, distances: readonly number[], item: number) =>
      pacedGeometry(shellWalk(start.data, distances, { seed: seed + item, leg, straightness }), context);
    if (starts === 1) return { latents: await withFrames(latents, await walk(latents.tensor, distance, 0), context) };
    const places: Float32Array[] = [];
    for (let index = 0; index < count; index++) {
      await context.pause();
      places.push(...(await walk(itemAt(latents.tensor, index), [at(distance, index)], index)));
    }
    return { latents: await withFrames(latents, places, context) };
  },
});

function requireOnTheWay(distances: readonly number[]): void {
  const wrong = distances.find((distance) => !(distance >= 0 && distance <= 1000));
  if (wrong === undefined) return;
  throw new ArcspaceError(
    'invalid-value',
    `A walk cannot be ${wrong} rad long.`,
    'Give distances from 0 to 1000; to walk elsewhere, take another seed.',
    { port: 'distance' },
  );
}
