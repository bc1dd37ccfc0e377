import { z } from 'zod';
import { linearBlend } from '../../src/geometry/lerp.ts';
import { cosineMatrix, gramSchmidt, lowdin } from '../../src/geometry/orthogonalise.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { weightsOrEqual } from '../support/directions/points.ts';
import { requireOneEach } from '../support/directions/weights.ts';
import { at, batchOf, commonBatch, itemAt } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { strengthParameter } from '../support/parameters/parameters.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { type Follow, warnOfPureNoise, warnOfStrengths } from '../support/reports/warnings.ts';

export default defineNode({
  type: 'apply_directions',
  version: 1,
  migrations: [],
  title: 'Apply directions',
  docs: `Adds one or more directions to latents: z + strength x (weight 1 x direction 1 + weight 2 x direction 2 + ...). Strength 1 with a raw attribute vector gives the attribute once, -1 takes it away.

Typical setup: connect Encode, Attribute vector and Strength sweep, followed by Decode and Image grid.

A list of strengths (from a Numbers node) makes a batch, one picture per strength: a sweep. Weights divide the strength between several directions; empty means 1 each.

Overlapping directions count their common part twice. The report lists their cosines; "Gram-Schmidt" removes from each what the earlier ones already contain, "Löwdin" makes all orthogonal without favouring any; both keep the lengths.

On noisy latents a direction is scaled by the signal rate of their level, since only that share of the clean picture is in them. Outside -2 to 2 a raw direction usually leaves the range the model knows: this is a warning, not a limit.`,
  errors: [
    'A direction of another model or size than the latents.',
    'Weights that are not as many as the directions.',
    'Directions that are combinations of each other, where they are made orthogonal.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['attribute', 'add', 'steer', 'edit', 'strength', 'sweep'],
  inputs: {
    latents: port('latents', 'The points to change.', { clips: 'whole' }),
    directions: port('direction', 'A direction of the same space and size.', {
      clips: 'whole',
      repeat: { min: 1, max: 16 },
    }),
    strength: port('numbers', 'How far to go; a list makes a batch.'),
    weights: port('numbers', 'One weight per direction, in their order.'),
  },
  parameters: z.object({
    strength: strengthParameter(
      'How far to go: 1 is one whole step of a raw direction, or a distance of 1 with a unit direction.',
    ),
    weights: z
      .array(z.number().min(-100).max(100))
      .max(16)
      .default([])
      .describe('One weight per direction; empty means 1 each.')
      .meta({ weighs: { input: 'directions', as: 'strengths' } }),
    composition: z
      .enum(['as_is', 'gram_schmidt', 'lowdin'])
      .default('as_is')
      .describe(
        'How directions that overlap are combined: as they are, made orthogonal in their order, or made orthogonal with none preferred.',
      )
      .meta({ choices: { gram_schmidt: 'Gram-Schmidt', lowdin: 'Löwdin' } }),
  }),
  outputs: {
    latents: port('latents', 'The changed points, at the level of the input.'),
    report: port('report', 'Cosines between the directions, and their lengths.'),
  },
  examples: [
    { title: 'One step', parameters: { strength: 1 } },
    { title: 'Half a step back', parameters: { strength: -0.5 } },
    { title: 'Two that overlap', parameters: { strength: 1, weights: [1], composition: 'lowdin' } },
  ],
  async compute({ inputs: { latents, directions, strength, weights }, parameters: { composition } }, context) {
    directions.forEach((direction, index) => {
      requireBelongs(latents, direction, `directions.${index + 1}`);
    });
    const shares = weightsOrEqual(weights, directions.length);
    requireOneEach(shares, directions.length, 'directions');
    warnOfStrengths(follows(directions, strength, shares), context);
    warnOfPureNoise(latents, context);
    const step = withGeometryErrors(() => combined(directions, shares, composition));
    const count = commonBatch({ latents: batchSize(latents.tensor), strength: strength.length });
    const tensor = await batchOf(count, context, (index) =>
      weightedSum([
        [1, itemAt(latents.tensor, index)],
        [at(strength, index) * latents.level.signal, step],
      ]),
    );
    return { latents: { tensor, level: latents.level, space: latents.space }, report: reportOf(directions) };
  },
});

function requireBelongs(latents: Latents, direction: Direction, name: string): void {
  requireSameSpace('latents', latents, name, direction);
  requireSameSize('latents', latents.tensor, name, direction.tensor);
}

/** A direction is followed by strength times its weight. */
function follows(directions: readonly Direction[], strengths: readonly number[], weights: readonly number[]): Follow[] {
  return directions.map((direction, index) => ({
    direction,
    strengths: strengths.map((strength) => strength * (weights[index] ?? 1)),
  }));
}

/** sum of weight * direction, of the composed directions. */
function combined(directions: readonly Direction[], weights: readonly number[], composition: string): Tensor {
  const vectors = directions.map(({ tensor }) => tensor.data);
  const composed =
    composition === 'gram_schmidt' ? gramSchmidt(vectors) : composition === 'lowdin' ? lowdin(vectors) : vectors;
  const shape = directions[0]?.tensor.shape ?? [];
  return { data: linearBlend(composed, weights), shape };
}

function reportOf(directions: readonly Direction[]): Report {
  const names = directions.map((_, index) => `direction ${index + 1}`);
  const cosines = cosineMatrix(directions.map(({ tensor }) => tensor.data));
  return {
    title: 'Directions',
    notes: directions.map(
      ({ scale, rawNorm }, index) => `${names[index]}: ${scale}, raw length ${formatNumber(rawNorm)}`,
    ),
    tables: [
      {
        title: 'Cosines',
        columns: [{ name: '' }, ...names.map((name) => ({ name }))],
        rows: cosines.map((row, index) => [names[index] ?? '', ...row.map((cosine) => Number(cosine.toFixed(3)))]),
      },
    ],
    charts: [],
  };
}
