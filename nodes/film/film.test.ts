import { describe, expect, it } from 'vitest';
import type { Vae } from '../../src/diffusion/model.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { map, type Tensor, zeros } from '../../src/tensor/tensor.ts';
import { chosenFrames } from '../support/sequences/chosenFrames.ts';
import { compute, nodeOf } from '../testing/compute.ts';
import { fakeContext, filmFile } from '../testing/fakeContext.ts';
import { fakeVae } from '../testing/fakeModel.ts';
import { latentsOf, setOf } from '../testing/values.ts';

const all = { start: 0, end: 0, frame_rate: 0, every: 1 };
const even = { times: Float64Array.from({ length: 20 }, (_, index) => index / 10), end: 2 };
/** As phones take them: the rate falls in the dark. */
const uneven = { times: Float64Array.of(0, 0.1, 0.15, 0.4, 0.42, 0.8, 0.9), end: 1 };

describe('which frames of a film are taken', () => {
  it('is all of them, at the rate that they have', () => {
    const { frames, framesPerSecond, warning } = chosenFrames(even, all);
    expect(frames).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(framesPerSecond).toBe(10);
    expect(warning).toBeUndefined();
  });

  it('is those from a start up to an end, and every so many of them', () => {
    expect(chosenFrames(even, { ...all, start: 0.5, end: 1 }).frames).toEqual([5, 6, 7, 8, 9]);
    expect(chosenFrames(even, { ...all, start: 0.5, end: 1, every: 2 })).toMatchObject({
      frames: [5, 7, 9],
      framesPerSecond: 5,
    });
  });

  it('is the one that is shown at each moment of a rate', () => {
    expect(chosenFrames(uneven, { ...all, frame_rate: 10 }).frames).toEqual([0, 1, 2, 2, 3, 4, 4, 4, 5, 6]);
    expect(chosenFrames(even, { ...all, end: 0.3, frame_rate: 20 }).frames).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('comes with a warning where the rate varies and nobody says what to do', () => {
    expect(chosenFrames(uneven, all).warning).toMatch(/varies \(3 to 50 frames per second\).*"frame_rate"/);
    expect(chosenFrames(uneven, { ...all, frame_rate: 10 }).warning).toBeUndefined();
  });

  it('keeps rates that are no whole numbers, and rounds those that are whole but for the clock', () => {
    const at = (rate: number, step: number) => ({
      times: Float64Array.from({ length: 100 }, (_, index) => Math.round(index / rate / step) * step),
      end: 100 / rate,
    });
    expect(chosenFrames(at(30, 0.001), all).framesPerSecond).toBe(30);
    expect(chosenFrames(at(30_000 / 1001, 1e-6), all).framesPerSecond).toBeCloseTo(29.97, 2);
  });

  it('is refused where there is none', () => {
    expect(() => chosenFrames(even, { ...all, start: 3 })).toThrow(/20 frames in 2.00 s/);
    expect(() => chosenFrames(even, { ...all, start: 1, end: 0.5 })).toThrow(/No frame/);
  });
});

describe('load_video', () => {
  it('reads a frame when it is asked for, at the size that is asked for', async () => {
    const context = fakeContext({ 'a.mp4': filmFile(12, 6, [16, 8]) });
    const outputs = await compute('load_video', {}, { path: 'a.mp4', start: 0.5, width: 8 }, context);
    expect(outputs).toMatchObject({ count: 9, frames_per_second: 6 });
    const frame = await (outputs.frames as ImageSet).read(0);
    expect(frame.shape).toEqual([1, 3, 4, 8]);
    expect(frame.data[0]).toBeCloseTo(3 / 12, 5);
  });
});

function batch(count: number, height: number, width: number): Tensor {
  const image = zeros([count, 3, height, width]);
  return { ...image, data: image.data.map((_, index) => Math.floor(index / (3 * height * width)) / count) };
}

describe('decode_frames', () => {
  it('refuses a picture of values that are not finite rather than let a film show it in green', async () => {
    const overflowing: Vae = { ...fakeVae, decode: async () => map(zeros([1, 3, 16, 16]), () => Number.NaN) };
    const outputs = await compute('decode_frames', { vae: overflowing, latents: latentsOf(1) }, {}, fakeContext());
    await expect((outputs.frames as ImageSet).read(0)).rejects.toMatchObject({ code: 'not-finite' });
  });
});

describe('save_video', () => {
  const save = async (frames: ImageSet, parameters: Record<string, unknown>) => {
    const context = fakeContext();
    const outputs = await compute('save_video', { frames }, parameters, context);
    return { context, outputs, written: [...context.written] };
  };

  it('takes the rate of the film that the frames come from, a wire, or 25', async () => {
    const frames = setOf(batch(3, 4, 4));
    expect((await save(frames, {})).written).toEqual([['film.mp4', filmFile(3, 25, [4, 4])]]);
    expect((await save({ ...frames, framesPerSecond: 12 }, {})).written[0]?.[1]).toEqual(filmFile(3, 12, [4, 4]));
    expect((await save({ ...frames, framesPerSecond: 12 }, { frames_per_second: 6 })).written[0]?.[1]).toEqual(
      filmFile(3, 6, [4, 4]),
    );
  });

  it('goes there and back without showing an end twice', async () => {
    const { written } = await save(setOf(batch(4, 4, 4)), { loop: 'there_and_back' });
    expect(written[0]?.[1][0]).toBe(6);
  });

  it('cuts odd sides for H.264 only, with a warning', async () => {
    const frames = setOf(batch(2, 5, 7));
    const mp4 = await save(frames, {});
    expect(mp4.written[0]?.[1]).toEqual(filmFile(2, 25, [6, 4]));
    expect(new Set(mp4.context.warnings).size).toBe(1);
    const webm = await save(frames, { format: 'webm' });
    expect(webm.written[0]?.[1]).toEqual(filmFile(2, 25, [7, 5]));
    expect(webm.context.warnings).toEqual([]);
  });

  it('refuses pictures of different sizes, naming the frame', async () => {
    const mixed: ImageSet = { count: 2, read: async (index) => zeros([1, 3, 4, 4 + 2 * index]) };
    await expect(save(mixed, {})).rejects.toThrow('Frame 2 is 6 x 4 px, and the first is 4 x 4 px.');
  });

  it('says so where an MP4 holds VP9 because H.264 is not here', async () => {
    const context = fakeContext();
    const films = { ...context.films, encodings: async () => ['vp9'] as const };
    const frames = setOf(batch(2, 4, 4));
    await compute('save_video', { frames }, {}, { ...context, films });
    expect(context.warnings).toEqual([expect.stringMatching(/MP4 holds VP9.*Choose WebM/)]);
    await compute('save_video', { frames }, { format: 'webm' }, { ...context, films });
    expect(context.warnings).toHaveLength(1);
  });

  it('refuses H.264 in WebM', async () => {
    await expect(save(setOf(batch(2, 4, 4)), { format: 'webm', encoding: 'h264' })).rejects.toThrow('WebM');
  });

  it('tells how far it is', async () => {
    const { context } = await save(setOf(batch(3, 4, 4)), {});
    expect(context.progressed).toEqual([1, 2, 3].map((step) => ({ step, of: 3 })));
  });
});

it('the moments of a film are in seconds, and of its end is said what 0 means', () => {
  const { start, end } = nodeOf('load_video').parameters.shape;
  expect(start?.meta()).toEqual({ description: 'Where in the film to begin.', unit: 's', step: 0.1 });
  expect(end?.meta()).toEqual({
    description: 'Where in the film to end. 0 goes on to its end.',
    unit: 's',
    step: 0.1,
    zero: 'end',
  });
});
