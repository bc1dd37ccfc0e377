import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipCoding, Posterior, Vae } from '../../../diffusion/model.ts';
import { TorchGenerator } from '../../../tensor/random.ts';
import { parseSafetensors } from '../../../tensor/safetensors.ts';
import { map, type Tensor } from '../../../tensor/tensor.ts';
import { peakError } from '../../../tensor/testing/parity.ts';
import { frameAt, frameCount, framesBetween, joinedInTime, withTime } from '../../../tensor/timeAxis.ts';
import { finish } from '../../../tensor/work.ts';
import { createHasher } from '../../files/hasher.ts';
import { createVaeStore } from '../../models/alone/vaeStore.ts';
import { createModelStore } from '../../models/modelStore.ts';
import { realPool } from '../../testing/goldenModel.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures/clips');
const pool = realPool();
const signal = new AbortController().signal;
afterAll(() => pool.free());

/** As fixtures/clips/make.py draws them: 17 frames of 24 x 16 pixels, and 9 of 40 x 32. */
const drawn = (seed: number, frames: number, height: number, width: number) =>
  map(new TorchGenerator(seed).randn([1, 3, frames, height, width]), (value) =>
    Math.min(Math.max(0.5 + Math.fround(0.2) * value, 0), 1),
  );
const [film, large] = [drawn(5, 17, 16, 24), drawn(6, 9, 32, 40)];
const readFrame = async (index: number) => frameAt(film, index);

async function all<T>(given: AsyncGenerator<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of given) items.push(item);
  return items;
}

const meanOf = (part: Posterior) => (part.kind === 'moments' ? part.mean : part.sample);

describe.each([
  ['wan-tiny', { encoded: [1, 1, 1, 1, 1], decoded: [1, 4, 4, 4, 4] }],
  ['cogvideox-tiny', { encoded: [3, 2], decoded: [9, 8] }],
])('the autoencoder %s computes what diffusers does', (name, pieces) => {
  let vae: Vae;
  let clips: ClipCoding;
  let recorded: (tensor: string) => Tensor;
  let kept: number[];

  beforeAll(async () => {
    const { tensors, metadata } = finish(parseSafetensors(readFileSync(join(fixtures, `${name}.safetensors`))));
    recorded = (tensor) => tensors.get(tensor) as Tensor;
    kept = JSON.parse(metadata.frames ?? '[]');
    const hasher = createHasher();
    const stores = { roots: [fixtures], models: createModelStore([fixtures], pool, hasher), pool, hasher };
    vae = await createVaeStore({ ...stores, runtime: async () => 'cpu' }).load(name, 'stated');
    clips = vae.clips as ClipCoding;
  });

  /** The mean of the recorded moments, [1, 4, 5, 2, 3]. */
  const recordedMean = (from: string) => {
    const { data, shape } = recorded(from);
    return { data: data.slice(0, data.length / 2), shape: [1, 4, ...shape.slice(2)] };
  };

  it('for a clip that is encoded, in its pieces', async () => {
    const parts = await all(clips.encode(17, readFrame, signal));
    expect(parts.map((part) => frameCount(meanOf(part)))).toEqual(pieces.encoded);
    const mean = joinedInTime(parts.map(meanOf));
    const logVariance = joinedInTime(parts.map((part) => (part.kind === 'moments' ? part.logVariance : part.sample)));
    const moments = recorded('moments');
    expect(mean.shape).toEqual([1, 4, 5, 2, 3]);
    expect(peakError([...mean.data, ...logVariance.data], moments.data)).toBeLessThan(1e-4);
  });

  it('for a clip that is decoded, in its pieces', async () => {
    const parts = await all(clips.decode(recordedMean('moments'), signal));
    expect(parts.map(frameCount)).toEqual(pieces.decoded);
    const frames = joinedInTime(parts);
    expect(frames.shape).toEqual([1, 3, 17, 16, 24]);
    const chosen = joinedInTime(kept.map((index) => withTime(frameAt(frames, index))));
    expect(peakError(chosen.data, recorded('decoded').data)).toBeLessThan(1e-4);
  });

  it('at another size than it was exported at', async () => {
    const parts = await all(clips.encode(9, async (index) => frameAt(large, index), signal));
    const mean = joinedInTime(parts.map(meanOf));
    expect(peakError(mean.data, recordedMean('large.moments').data)).toBeLessThan(1e-4);
    const frames = joinedInTime(await all(clips.decode(recordedMean('large.moments'), signal)));
    const ends = joinedInTime([0, 8].map((index) => withTime(frameAt(frames, index))));
    expect(ends.shape).toEqual([1, 3, 2, 32, 40]);
    expect(peakError(ends.data, recorded('large.decoded').data)).toBeLessThan(1e-4);
  });

  it('for a picture, which is a clip of its first frame', async () => {
    const posterior = await vae.encode(frameAt(film, 0), signal);
    expect(meanOf(posterior).shape).toEqual([1, 4, 2, 3]);
    expect(peakError(meanOf(posterior).data, recordedMean('picture.moments').data)).toBeLessThan(1e-4);
    const picture = await vae.decode(meanOf(posterior), signal);
    expect(picture.shape).toEqual([1, 3, 16, 24]);
    expect(peakError(picture.data, recorded('picture.decoded').data)).toBeLessThan(1e-4);
  });

  it('and knows nothing of what comes later: the beginning of a clip is that of a longer one', async () => {
    const whole = joinedInTime((await all(clips.encode(17, readFrame, signal))).map(meanOf));
    const begun = joinedInTime((await all(clips.encode(9, readFrame, signal))).map(meanOf));
    expect(begun.data).toEqual(framesBetween(whole, 0, 3).data);
    // The group norms of CogVideoX see a whole piece; in Wan a piece is one latent frame.
    if (name !== 'wan-tiny') return;
    const shorter = joinedInTime((await all(clips.encode(5, readFrame, signal))).map(meanOf));
    expect(shorter.data).toEqual(framesBetween(whole, 0, 2).data);
  });

  it('and hears a cancel between two pieces', async () => {
    const cancelling = new AbortController();
    const going = clips.decode(recordedMean('moments'), cancelling.signal);
    await going.next();
    cancelling.abort();
    await expect(going.next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});
