import { describe, expect, it, vi } from 'vitest';
import { PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import { latentsOf as latentsOfPosterior } from '../../src/diffusion/vaeLatents.ts';
import type { Direction, ImageSet, Latents } from '../../src/graph/values.ts';
import { map, stack } from '../../src/tensor/tensor.ts';
import { frameAt, framesBetween } from '../../src/tensor/timeAxis.ts';
import { compute } from '../testing/compute.ts';
import { type Counted, clipDirectionOf, clipSpace, clipsOf, fakeClipVae } from '../testing/fakeClipVae.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae } from '../testing/fakeModel.ts';
import { latentsOf, picturesOf, setOf } from '../testing/values.ts';

const shades = (count: number) => Array.from({ length: count }, (_, index) => index / count);
const film = (count: number) => setOf(picturesOf(shades(count)));
const latentsIn = async (outputs: Promise<Record<string, unknown>>) => (await outputs).latents as Latents;
const clip = (frames: ImageSet, parameters = {}, context = fakeContext()) =>
  latentsIn(compute('encode_clip', { vae: fakeClipVae(), frames }, parameters, context));

describe('encode_clip', () => {
  it('makes one point with a time axis: the first frame alone, and one more for every four', async () => {
    const { tensor, space } = await clip(film(9));
    expect(tensor.shape).toEqual([1, 4, 3, 2, 2]);
    expect(space.framesPerStep).toBe(4);
    const picture = (await latentsIn(compute('encode', { vae: fakeVae, image: film(9) }))).tensor;
    expect(frameAt(tensor, 2).data).toEqual(picture.data.slice(8 * 16));
  });

  it('leaves out or repeats what makes no whole step, and says so', async () => {
    const [cut, repeated] = [fakeContext(), fakeContext()];
    expect((await clip(film(7), {}, cut)).tensor.shape[2]).toBe(2);
    expect(cut.warnings).toEqual([
      'A clip has 1 + 4 k frames for this autoencoder, and these are 7: the last 2 were left out.',
    ]);
    const longer = await clip(film(7), { length: 'repeat' }, repeated);
    expect(longer.tensor.shape[2]).toBe(3);
    expect(repeated.warnings).toEqual([
      'A clip has 1 + 4 k frames for this autoencoder, and these are 7: the last one was repeated, which makes 9.',
    ]);
    await expect(clip(film(7), { length: 'refuse' })).rejects.toMatchObject({
      remedy: 'Take 5 or 9 frames, or set "length" to leave out or repeat the last.',
    });
  });

  it('draws the whole clip at once, as diffusers does', async () => {
    const drawn = (await clip(film(9), { mode: 'sample', seed: 3 })).tensor;
    const mean = map((await clip(film(9))).tensor, (value) => value / 0.5 + 0.25);
    const logVariance = map(mean, () => Math.log(0.04));
    const posterior = { kind: 'moments', mean, logVariance } as const;
    const expected = latentsOfPosterior(posterior, fakeVae, { mode: 'sample', seed: 3 });
    drawn.data.forEach((value, index) => {
      expect(value).toBeCloseTo(expected.data[index] as number, 5);
    });
  });

  it('refuses an autoencoder of pictures, and frames of two sizes', async () => {
    await expect(compute('encode_clip', { vae: fakeVae, frames: film(5) })).rejects.toThrow(
      'tests is an autoencoder of pictures, not of clips.',
    );
    const read: ImageSet['read'] = async (index) => picturesOf([0.5], index < 3 ? 16 : 24);
    await expect(clip({ count: 5, read })).rejects.toThrow('Frame 4 is 24 x 16 px, and the first is 16 x 16 px.');
  });

  it('hears a cancel between frames', async () => {
    const cancelling = new AbortController();
    const read: ImageSet['read'] = async (index) => {
      if (index === 6) cancelling.abort();
      if (index > 6) throw new Error('read on after a cancel');
      return picturesOf([0.5]);
    };
    const context = { ...fakeContext(), signal: cancelling.signal };
    await expect(
      compute('encode_clip', { vae: fakeClipVae(), frames: { count: 17, read } }, {}, context),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('decode_clip', () => {
  const decoded = async (latents: Latents, counted: Counted = { encoded: 0, decoded: 0 }) =>
    (await compute('decode_clip', { vae: fakeClipVae(counted), latents })).frames as ImageSet;

  it('gives 1 + 4 k frames of each clip, each from its own latent frame', async () => {
    const frames = await decoded(clipsOf(1, 3, 2));
    expect([frames.count, frames.framesPerSecond]).toEqual([18, 16]);
    const alone = await decoded({ ...clipsOf(1), tensor: framesBetween(clipsOf(1, 3, 2).tensor, 2, 3) });
    expect((await frames.read(5)).data).toEqual((await frames.read(8)).data);
    expect((await frames.read(17)).data).toEqual((await alone.read(1)).data);
  });

  it('warns of clips that still carry noise, and of no others', async () => {
    const warnings = async (latents: Latents) => {
      const context = fakeContext();
      await compute('decode_clip', { vae: fakeClipVae(), latents }, {}, context);
      return context.warnings;
    };
    expect(await warnings(clipsOf(1))).toEqual([]);
    expect(await warnings({ ...clipsOf(1), level: PURE_NOISE })).toEqual([
      'These clips still carry noise, and so will the frames. Denoise them first.',
    ]);
  });

  it('decodes each piece once where frames are read in order, and from the first where somebody goes back', async () => {
    const counted = { encoded: 0, decoded: 0 };
    const frames = await decoded(clipsOf(1, 4), counted);
    expect(counted.decoded).toBe(0);
    for (let index = 0; index < frames.count; index++) await frames.read(index);
    expect(counted.decoded).toBe(4);
    await frames.read(0);
    await frames.read(6);
    expect(counted.decoded).toBe(4 + 3);
  });

  it('is previewed from the front, and forgets a clip that nobody reads on after a minute', async () => {
    vi.useFakeTimers();
    try {
      const counted: Counted = { encoded: 0, decoded: 0 };
      const frames = await decoded(clipsOf(1, 4), counted);
      expect(frames.sequential).toBe(true);
      await frames.read(1);
      await vi.advanceTimersByTimeAsync(30_000);
      await frames.read(5);
      expect(counted.decoded).toBe(3);
      await vi.advanceTimersByTimeAsync(61_000);
      expect(counted.ended).toBe(1);
      await frames.read(5);
      expect(counted.decoded).toBe(6);
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives the same frames to two who read at the same time', async () => {
    const frames = await decoded(clipsOf(1, 3));
    const order = [0, 8, 3, 5, 1];
    const together = await Promise.all(order.map((index) => frames.read(index)));
    for (const [at, index] of order.entries()) expect(together[at]).toEqual(await frames.read(index));
  });

  it('hears the cancel of who reads, and reads on for the next', async () => {
    const frames = await decoded(clipsOf(1, 4));
    await frames.read(1);
    await expect(frames.read(9, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect((await frames.read(9)).shape).toEqual([1, 3, 16, 16]);
  });

  it('is the way back from Encode clip', async () => {
    const frames = await decoded(await clip(film(9)));
    const still = await decoded(await clip(setOf(picturesOf(shades(1)))));
    expect((await frames.read(0)).data).toEqual((await still.read(0)).data);
    expect((await frames.read(7)).data[0]).toBeCloseTo(8 / 9, 5);
  });

  it('refuses points of pictures, with the node that takes them', async () => {
    const latents = { ...latentsOf(1), space: clipSpace };
    await expect(compute('decode_clip', { vae: fakeClipVae(), latents })).rejects.toMatchObject({
      remedy: 'Use Decode for pictures, or make clips of them with Frames to clip.',
    });
  });
});

describe('clip_to_frames and frames_to_clip', () => {
  it('lead there and back', async () => {
    const clips = clipsOf(2, 3, 2);
    const { latents, frames } = await compute('clip_to_frames', { latents: clips });
    expect((latents as Latents).tensor.shape).toEqual([6, 4, 2, 2]);
    expect((await latentsIn(compute('frames_to_clip', { latents, frames }))).tensor).toEqual(clips.tensor);
  });

  it('make one clip of all points where nothing is said', async () => {
    const latents = latentsOf(1, undefined, [5, 4, 2, 2]);
    expect((await latentsIn(compute('frames_to_clip', { latents }))).tensor.shape).toEqual([1, 4, 5, 2, 2]);
  });

  it('refuse what does not come out even', async () => {
    const latents = latentsOf(1, undefined, [5, 4, 2, 2]);
    await expect(compute('frames_to_clip', { latents }, { frames: 2 })).rejects.toThrow(
      '5 points do not make clips of 2 latent frames.',
    );
    await expect(compute('clip_to_frames', { latents })).rejects.toThrow('without a time axis');
  });
});

it('clips of several seeds are a batch', async () => {
  const { tensor } = await latentsIn(compute('join_batches', { points: [clipsOf(1), clipsOf(2)] }));
  expect(tensor).toEqual(stack([clipsOf(1).tensor, clipsOf(2).tensor]));
});

it('clips are kept in files as they are, with the frames that a latent frame stands for', async () => {
  const context = fakeContext();
  await compute('save_latents', { latents: clipsOf(3) }, {}, context);
  const loaded = await latentsIn(compute('load_latents', {}, { path: 'latents.safetensors' }, context));
  expect(loaded).toEqual(clipsOf(3));
});

it('clips and directions that are taken frame by frame are so in files too', async () => {
  const context = fakeContext();
  const latents: Latents = { ...clipsOf(3), actOn: 'frames' };
  await compute('save_latents', { latents }, {}, context);
  expect(await latentsIn(compute('load_latents', {}, { path: 'latents.safetensors' }, context))).toEqual(latents);
  const whole: Direction = { ...clipDirectionOf(3), actOn: 'frames' };
  const { direction } = await compute('normalise_direction', { direction: whole }, { scale: 'unit' });
  await compute('save_direction', { direction }, {}, context);
  const loaded = await compute('load_direction', {}, { path: 'direction.safetensors' }, context);
  expect(loaded.direction).toEqual(direction);
});
