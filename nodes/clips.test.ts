import { describe, expect, it } from 'vitest';
import { drawnBefore } from '../src/diffusion/drawnNoise.ts';
import { PURE_NOISE } from '../src/diffusion/noiseLevel.ts';
import type { Direction, Latents } from '../src/graph/values.ts';
import { map, sizeOf, type Tensor } from '../src/tensor/tensor.ts';
import { frameAt } from '../src/tensor/timeAxis.ts';
import { nodeRegistry } from './index.ts';
import { compute, nodeOf } from './testing/compute.ts';
import { clipDirectionOf, clipSpace, clipsOf } from './testing/fakeClipVae.ts';
import { conditioningOf, fakeDenoiser, fakeSpace } from './testing/fakeModel.ts';
import { wiresFor } from './testing/wires.ts';

const frames = 3;
type InTime = Latents | Direction;

const portsOf = (type: string, kind: unknown) =>
  Object.entries(nodeOf(type).inputs).filter(
    ([, { type: of, options }]) => (of === 'latents' || of === 'direction') && options.clips === kind,
  );
const wholeTypes = [...nodeRegistry.keys()].filter((type) => portsOf(type, 'whole').length > 0);
const otherTypes = [...nodeRegistry.keys()].filter((type) => portsOf(type, undefined).length > 0);

/** A clip for each input of points or directions, by its name. */
function clipFor(type: 'latents' | 'direction', seed: number, batch: number): InTime {
  return type === 'latents' ? clipsOf(seed, frames, batch) : clipDirectionOf(seed, frames);
}

function wiresOfClips(type: string): Record<string, unknown> {
  const usual = wiresFor(type);
  const ports = Object.entries(nodeOf(type).inputs).filter(([, port]) => /^(latents|direction)$/.test(port.type));
  const clips = ports.flatMap(([name, { type: of, options }], seed) => {
    if (usual[name] === undefined) return [];
    const batch = (value: unknown) => (value as InTime).tensor.shape[0] ?? 1;
    const made = (value: unknown, index: number) =>
      clipFor(of as 'latents' | 'direction', 10 * seed + index + 1, batch(value));
    return [[name, options.repeat ? (usual[name] as unknown[]).map(made) : made(usual[name], 0)]];
  });
  return { ...usual, ...Object.fromEntries(clips) };
}

/** Every clip of the wires changed. */
function changed(wires: Record<string, unknown>, change: (value: InTime) => unknown): Record<string, unknown> {
  const each = (value: unknown) => ((value as InTime)?.tensor ? change(value as InTime) : value);
  return Object.fromEntries(
    Object.entries(wires).map(([name, value]) => [name, Array.isArray(value) ? value.map(each) : each(value)]),
  );
}

const ofTensors = (value: InTime, change: (tensor: Tensor) => Tensor): InTime =>
  'raw' in value
    ? { ...value, tensor: change(value.tensor), raw: change(value.raw) }
    : { ...value, tensor: change(value.tensor) };

/** [B, C, T, h, w] as [B, C T, h, w]: the same numbers of each item, without a time axis. */
const flat = (value: InTime) =>
  ofTensors(value, ({ data, shape: [batch = 1, channels = 1, time = 1, ...rest] }) => ({
    data,
    shape: [batch, channels * time, ...rest],
  }));

const numbersOf = (outputs: Record<string, unknown>, name: string) => {
  const value = outputs[name] as Partial<InTime> | undefined;
  return value?.tensor ? [...value.tensor.data] : value;
};

describe.each(wholeTypes)('%s on whole clips', (type) => {
  it('takes each as one vector', async () => {
    const clips = await compute(type, wiresOfClips(type));
    const vectors = await compute(type, changed(wiresOfClips(type), flat));
    for (const [name, port] of Object.entries(nodeOf(type).outputs)) {
      if (port.type === 'report') continue;
      expect(numbersOf(clips, name), name).toEqual(numbersOf(vectors, name));
      if (port.type === 'latents' || port.type === 'direction') {
        const { tensor, space } = clips[name] as InTime;
        expect(tensor.shape.slice(1), name).toEqual([4, frames, 2, 2]);
        expect(sizeOf(tensor.shape)).toBe(tensor.data.length);
        expect(space).toEqual(clipSpace);
      }
    }
  });
});

const framewise = wholeTypes.filter((type) =>
  Object.values(nodeOf(type).outputs).every(({ type: of }) => ['latents', 'direction', 'report'].includes(of)),
);

describe.each(framewise.filter((type) => Object.values(nodeOf(type).outputs).some(({ type: of }) => of !== 'report')))(
  '%s frame by frame',
  (type) => {
    it('gives for each frame what it gives for the frame alone', async () => {
      const apart = changed(wiresOfClips(type), (value) => ({ ...value, actOn: 'frames' }));
      const outputs = await compute(type, apart);
      for (let index = 0; index < frames; index++) {
        const ofFrame = changed(wiresOfClips(type), (value) => {
          const frame = ofTensors(value, (tensor) => frameAt(tensor, index));
          if (!('raw' in frame)) return frame;
          return { ...frame, rawNorm: Math.sqrt(frame.raw.data.reduce((sum, each) => sum + each * each, 0)) };
        });
        const alone = await compute(type, ofFrame);
        for (const [name, port] of Object.entries(nodeOf(type).outputs)) {
          if (port.type === 'report') continue;
          const { tensor, actOn } = outputs[name] as InTime;
          expect(actOn).toBe('frames');
          expect(frameAt(tensor, index).data, name).toEqual((alone[name] as InTime).tensor.data);
        }
      }
    });
  },
);

describe.each(otherTypes)('%s', (type) => {
  it('says what to put before it where a whole clip reaches it', async () => {
    const [[name, { options, type: of }] = ['', { options: {}, type: 'latents' }]] = portsOf(type, undefined);
    const clip = clipFor(of as 'latents' | 'direction', 1, 1);
    const wires = { ...wiresFor(type), [name]: 'repeat' in options ? [clip, clip] : clip };
    await expect(compute(type, wires)).rejects.toMatchObject({
      code: 'clip',
      message: expect.stringMatching(/ does not take whole clips at "/),
      remedy: expect.stringMatching(/^Put Act on frames before it .* Clip to frames/),
    });
  });
});

describe('a clip that is to be taken frame by frame', () => {
  const apart = (seed: number, count = frames): Latents => ({ ...clipsOf(seed, count), actOn: 'frames' });

  it('meets points of pictures in each of its frames', async () => {
    const point: Latents = { ...clipsOf(5), tensor: frameAt(clipsOf(5).tensor, 0) };
    const { latents } = await compute('slerp', { a: apart(1), b: point, t: [0.5] });
    for (let index = 0; index < frames; index++) {
      const frame = { ...clipsOf(1), tensor: frameAt(clipsOf(1).tensor, index) };
      const alone = (await compute('slerp', { a: frame, b: point, t: [0.5] })).latents as Latents;
      expect(frameAt((latents as Latents).tensor, index)).toEqual(alone.tensor);
    }
  });

  it('is another result than whole clips where angles count, and the same where all is linear', async () => {
    const by = async (type: string, a: Latents) => (await compute(type, { a, b: clipsOf(2), t: [0.3] })).latents;
    expect((await by('slerp', apart(1))) as Latents).not.toMatchObject({
      tensor: ((await by('slerp', clipsOf(1))) as Latents).tensor,
    });
    expect(((await by('lerp', apart(1))) as Latents).tensor).toEqual(
      ((await by('lerp', clipsOf(1))) as Latents).tensor,
    );
  });

  it('takes nodes along that know no clips', async () => {
    const { latents } = await compute('mask', { ...wiresFor('mask'), a: apart(1), b: apart(2) });
    expect((latents as Latents).tensor.shape).toEqual([3, 4, frames, 2, 2]);
  });

  it('says of a report which frame it is of', async () => {
    const directions = [{ ...clipDirectionOf(3), actOn: 'frames' as const }];
    const { report } = await compute('apply_directions', { latents: apart(1), directions, strength: [1] });
    expect(report).toMatchObject({
      tables: [1, 2, 3].map((frame) => ({ title: `Frame ${frame}: Cosines` })),
    });
  });

  it('of another length than the one beside it is refused', async () => {
    await expect(compute('slerp', { a: apart(1), b: apart(2, 2), t: [0.5] })).rejects.toThrow(
      '"a" has clips of 3 latent frames, "b" of 2.',
    );
  });

  it('is refused where numbers or pictures would come of it', async () => {
    await expect(compute('distance', { a: apart(1), b: apart(2) })).rejects.toThrow(
      /^Distance cannot act on clips frame by frame: what it gives as ".*" is no clip\.$/,
    );
  });

  it('is refused by what makes clips of points, for it is a clip already', async () => {
    await expect(compute('frames_to_clip', { latents: apart(1) })).rejects.toMatchObject({
      code: 'clip',
      message:
        'Frames to clip cannot act on clips frame by frame: what it gives as "latents" is a clip for each frame.',
      remedy: expect.stringMatching(/^Wire the clips past it/),
    });
  });

  it.each(['dpmpp_2m', 'euler_ancestral'])('is denoised by %s in two halves as at once', async (sampler) => {
    const noise: Latents = {
      ...apart(1),
      space: fakeSpace,
      level: PURE_NOISE,
      drawn: drawnBefore('comfyui', 0, 1),
    };
    const denoise = async (latents: Latents, parameters: object) => {
      const inputs = { model: fakeDenoiser, conditioning: conditioningOf('a house'), latents };
      return (await compute('denoise', inputs, { sampler, steps: 6, ...parameters })).latents as Latents;
    };
    const half = await denoise(noise, { stop_at: 3 });
    const again = (await compute('act_on_frames', { latents: half })).latents as Latents;
    expect((await denoise(again, {})).tensor).toEqual((await denoise(noise, {})).tensor);
  });

  it('says of an error which frame it is of', async () => {
    const [from, to] = [apart(1), apart(2)];
    const same = { ...to, tensor: map(from.tensor, (value, at) => (Math.floor(at / 4) % frames === 1 ? value : 2)) };
    await expect(compute('difference', { to: same, from })).rejects.toThrow(/^Frame 2: Both sides are the same/);
  });

  it('is taken whole again where that is chosen', async () => {
    const { latents } = await compute('act_on_frames', { latents: apart(1) }, { act_on: 'clips' });
    const whole = await compute('slerp', { a: latents, b: clipsOf(2), t: [0.3] });
    expect(whole).toEqual(await compute('slerp', { a: clipsOf(1), b: clipsOf(2), t: [0.3] }));
  });
});
