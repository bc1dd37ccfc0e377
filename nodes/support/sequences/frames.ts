import type { Vector } from '../../../src/geometry/vector.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { batchItems, batchSize, floats, requireRoom, type Tensor } from '../../../src/tensor/tensor.ts';
import { eachOf } from '../../../src/tensor/work.ts';

/** The batch items of latents as flat vectors, frame by frame; views on the same memory. */
export function framesOf({ tensor }: Latents): Float32Array[] {
  return batchItems(tensor).map(({ data }) => data);
}

/** A batch of frames in place of those of `like`, at its level and in its space; what a sampler remembered is left out. */
export async function withFrames(
  like: Latents,
  frames: readonly Vector[],
  context: Pick<Context, 'pause'>,
): Promise<Latents> {
  const [, ...itemShape] = like.tensor.shape;
  const size = frames[0]?.length ?? 0;
  const data = floats(frames.length * size);
  await paced(
    eachOf(frames, (frame, index) => data.set(frame, index * size)),
    context,
  );
  return { tensor: { data, shape: [frames.length, ...itemShape] }, level: like.level, space: like.space };
}

/** Asks before frames are made whether so many like these have room. @throws TooLargeError */
export function requireRoomFor(count: number, { tensor }: Latents): void {
  requireRoom((tensor.data.length / batchSize(tensor)) * count);
}

/**
 * The one item [1, C, h, w] of latents where only one has a meaning.
 * @throws ArcspaceError when there are more.
 */
export function singleItem(port: string, { tensor }: Pick<Latents, 'tensor'>): Tensor {
  if (batchSize(tensor) === 1) return tensor;
  throw new ArcspaceError(
    'too-many-items',
    `"${port}" has ${batchSize(tensor)} items, and this needs one point.`,
    'Put a Pick from batch node before it.',
    { port },
  );
}

/**
 * The frames of a sequence that must have some length.
 * @throws ArcspaceError when there are fewer.
 */
export function sequenceOf(port: string, latents: Latents, least: number): Float32Array[] {
  const frames = framesOf(latents);
  if (frames.length >= least) return frames;
  throw new ArcspaceError(
    'too-few-items',
    `"${port}" has ${frames.length === 1 ? 'one item' : `${frames.length} items`}, and this needs at least ${least}.`,
    'Wire a batch: several seeds, a folder of pictures, or the frames of a Path.',
    { port },
  );
}
