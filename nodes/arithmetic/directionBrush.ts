import { z } from 'zod';
import { maskedVector } from '../../src/geometry/directions/cellNorms.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { paintedField } from '../../src/painting/paintStroke.ts';
import type { Stroke } from '../../src/painting/stroke.ts';
import { batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { inStretches, type Work } from '../../src/tensor/work.ts';
import { batchOf, itemAt } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { strengthParameter } from '../support/parameters/parameters.ts';
import { paintingParameter } from '../support/pictures/paintingParameter.ts';
import { warnOfPureNoise, warnOfStrengths } from '../support/reports/warnings.ts';

/** A cell has the mean of so many places across and down. */
const places = 4;

export default defineNode({
  type: 'direction_brush',
  version: 1,
  migrations: [],
  title: 'Direction brush',
  docs: `Paints a direction into a picture: each place gets as much of it as was painted there. The result is z + strength x painted x direction, for each cell of the latents.

Typical setup: connect Encode and Attribute vector, followed by Decode, and click Paint. The picture follows the brush while a stroke is made.

A brush of strength 1 gives the attribute once where it goes, a negative one takes it away, and the eraser brings the picture back as it was. Overall strength scales all strokes together: 0 shows the picture before.

The strokes are kept in the workflow as shares of the picture, and each is a step of undo. A cell is 8 by 8 pixels in most models, and the decoder looks a little beyond it. A direction changes a place by what it holds for that place: night painted into the sky alone leaves the ground as light as it was, and a direction that lives elsewhere does nothing (see Direction map).`,
  errors: ['A direction of another model or size than the latents.'],
  keywords: ['paint', 'local', 'region', 'strength', 'attribute', 'draw', 'mask', 'edit', 'where'],
  inputs: {
    latents: port('latents', 'The points to paint into.'),
    direction: port('direction', 'What the brush paints.'),
    strength: port('number', 'Scales all strokes together.'),
  },
  parameters: z.object({
    strokes: paintingParameter('What was painted, stroke by stroke.', { paints: { strengths: [-2, 2] } }),
    strength: strengthParameter('Scales all strokes together: 1 as they were painted, 0 as if there were none.').meta({
      label: 'Overall strength',
    }),
  }),
  outputs: { latents: port('latents', 'The painted points, at the level of the input.') },
  examples: [
    {
      title: 'Once in the upper half',
      parameters: { strokes: [{ points: [0.1, 0.25, 0.9, 0.25], radius: 0.25, hardness: 0.5, value: 1 }] },
    },
    {
      title: 'Away on the left, more on the right',
      parameters: {
        strokes: [
          { points: [0.2, 0.5], radius: 0.3, hardness: 0.5, value: -1 },
          { points: [0.8, 0.5], radius: 0.3, hardness: 0.5, value: 1.5 },
        ],
      },
    },
  ],
  async compute({ inputs: { latents, direction, strength }, parameters: { strokes } }, context) {
    requireSameSpace('latents', latents, 'direction', direction);
    requireSameSize('latents', latents.tensor, 'direction', direction.tensor);
    const cells = await paced(paintedCells(strokes, latents.tensor), context);
    warnOfStrengths([{ direction, strengths: [least(cells) * strength, most(cells) * strength] }], context);
    warnOfPureNoise(latents, context);
    const painted = { data: maskedVector(direction.tensor.data, cells), shape: direction.tensor.shape };
    const tensor = await batchOf(batchSize(latents.tensor), context, (index) =>
      weightedSum([
        [1, itemAt(latents.tensor, index)],
        [strength * latents.level.signal, painted],
      ]),
    );
    return { latents: { tensor, level: latents.level, space: latents.space } };
  },
});

/** What was painted, as the mean in each cell of latents [B, C, h, w]: [h, w] flat. */
function* paintedCells(strokes: readonly Stroke[], { shape }: Tensor): Work<Float32Array> {
  const [width, height] = [shape[3] ?? 1, shape[2] ?? 1];
  const field = yield* paintedField(strokes, { width: width * places, height: height * places });
  const cells = new Float32Array(width * height);
  yield* inStretches(field.length, (from, to) => {
    for (let index = from; index < to; index++) {
      const row = Math.floor(index / (width * places * places));
      const column = Math.floor((index % (width * places)) / places);
      const cell = row * width + column;
      cells[cell] = (cells[cell] as number) + (field[index] as number) / places ** 2;
    }
  });
  return cells;
}

const least = (values: Float32Array) => values.reduce((low, value) => Math.min(low, value), 0);
const most = (values: Float32Array) => values.reduce((high, value) => Math.max(high, value), 0);
