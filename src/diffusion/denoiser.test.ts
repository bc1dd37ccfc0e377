import { describe, expect, test } from 'vitest';
import { batchItem, map, stack, type Tensor, tensor } from '../tensor/tensor.ts';
import { maxDifference } from '../tensor/testing/goldens.ts';
import { addNoise } from './addNoise.ts';
import type { Framing } from './conditioning.ts';
import { type Circumstances, type Network, networkDenoiser } from './denoiser.ts';
import type { GuidanceKind } from './model.ts';
import { PURE_NOISE, variancePreserving } from './noiseLevel.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { denoisedFrom } from './prediction.ts';
import { initialNoise } from './stepNoise.ts';
import { conditioning, neverCancelled, testDenoiser } from './testing/recordedNetwork.ts';

const samplePrediction = parseSchedulerConfig({ prediction_type: 'sample' });
const level = variancePreserving(2);
const x = initialNoise(3, [1, 4, 2, 2]);
const hidden = (value: number, length = 1) => tensor(new Float32Array(length).fill(value), [1, length, 1]);

/** Answers each row with its own conditioning value, and keeps the calls. */
function echo(): { network: Network; calls: { sample: Tensor; hidden: Tensor }[] } {
  const calls: { sample: Tensor; hidden: Tensor }[] = [];
  const run: Network['run'] = async (sample, _timestep, { hidden = sample }) => {
    calls.push({ sample, hidden });
    const rows = Array.from({ length: sample.shape[0] as number }, (_, row) =>
      map(batchItem(sample, row), () => batchItem(hidden, row).data[0] as number),
    );
    return stack(rows);
  };
  return { network: { run }, calls };
}

async function guided(
  scale: number,
  negative?: Tensor,
): Promise<{ value: number | undefined; calls: { hidden: Tensor }[] }> {
  const { network, calls } = echo();
  const guidance = {
    positive: conditioning('yes', hidden(3)),
    scale,
    ...(negative && { negative: conditioning('no', negative) }),
  };
  const result = await testDenoiser(samplePrediction, network).denoise(x, level, 10, guidance, neverCancelled);
  return { value: result.denoised.data[0], calls };
}

describe('guidance', () => {
  test('runs both prompts in one batch, the negative one first', async () => {
    const { value, calls } = await guided(5, hidden(1));
    expect(calls).toHaveLength(1);
    expect([...(calls[0]?.hidden.data ?? [])]).toEqual([1, 3]);
    expect(value).toBe(1 + 5 * (3 - 1));
  });

  test.each([1, 0.5, 0])('at scale %d runs the conditional half alone', async (scale) => {
    const { value, calls } = await guided(scale, hidden(1));
    expect([...(calls[0]?.hidden.data ?? [])]).toEqual([3]);
    expect(value).toBe(3);
  });

  test('pushes away from the empty prompt when there is no negative one', async () => {
    expect((await guided(5)).value).toBe(5 * 3);
  });

  test('runs prompts of different lengths one by one', async () => {
    const { value, calls } = await guided(5, hidden(1, 2));
    expect(calls).toHaveLength(2);
    expect(value).toBe(11);
  });
});

/** Keeps what a network is told beside the prompts. */
function writingDown(told: Circumstances[]): Pick<Network, 'circumstances'> {
  return {
    circumstances(row) {
      told.push(row);
      return {};
    },
  };
}

describe('a network whose guidance is built in', () => {
  const ask = async (guidanceKind: GuidanceKind, trueScale?: number, withNegative = true) => {
    const { network, calls } = echo();
    const told: Circumstances[] = [];
    const telling: Network = { ...network, ...writingDown(told) };
    const denoiser = { ...testDenoiser(samplePrediction, telling), guidanceKind };
    const guidance = {
      positive: conditioning('yes', hidden(3)),
      scale: 7,
      ...(withNegative && { negative: conditioning('no', hidden(1)) }),
      ...(trueScale !== undefined && { trueScale }),
    };
    const built = networkDenoiser({ ...denoiser, network: telling, withoutNegative: () => Promise.reject() });
    const { denoised } = await built.denoise(x, level, 10, guidance, neverCancelled);
    return { value: denoised.data[0], rows: calls.map((call) => [...call.hidden.data]), told };
  };

  test.each(['embedded', 'none'] as const)(
    '(%s) is told the scale and runs the conditional half alone',
    async (kind) => {
      const { value, rows, told } = await ask(kind);
      expect(value).toBe(3);
      expect(rows).toEqual([[3]]);
      expect(told).toEqual([{ framing: {}, negative: false, guidance: 7, size: [2, 2] }]);
    },
  );

  test('moves away from the negative prompt with true guidance, and never from the empty prompt', async () => {
    const { value, rows } = await ask('embedded', 4);
    expect(value).toBe(1 + 4 * (3 - 1));
    expect(rows).toEqual([[1, 3]]);
    expect((await ask('embedded', 4, false)).value).toBe(3);
  });
});

test('a prompt may say the guidance that the network is told, before the one that samples', async () => {
  const told: Circumstances[] = [];
  const network: Network = { run: async (sample) => sample, ...writingDown(told) };
  const guidance = { positive: { ...conditioning('a'), framing: { guidance: 2 } }, scale: 7 };
  const denoiser = { ...testDenoiser(samplePrediction, network), guidanceKind: 'embedded' as const };
  const built = networkDenoiser({ ...denoiser, network, withoutNegative: () => Promise.reject() });
  await built.denoise(x, level, 10, guidance, neverCancelled);
  expect(told.map((row) => row.guidance)).toEqual([2]);
});

test('a negative prompt is told the sizes of the positive one, but not its aesthetic score', async () => {
  const told: Circumstances[] = [];
  const network: Network = { run: async (sample) => sample, ...writingDown(told) };
  const framing = { crop: [1, 2] as const, aestheticScore: 9 };
  const guidance = { positive: { ...conditioning('a'), framing }, negative: conditioning('b'), scale: 2 };
  await testDenoiser(samplePrediction, network).denoise(x, level, 10, guidance, neverCancelled);
  expect(told.map((row) => row.framing)).toEqual([{ crop: [1, 2] }, framing]);
});

describe('under true guidance, with two prompts', () => {
  const framing = { originalSize: [1024, 768], crop: [16, 32] } as const;

  /** What the negative row is told, then the positive one. */
  async function toldOf(positive: Framing, negative?: Framing): Promise<Circumstances[]> {
    const told: Circumstances[] = [];
    const network: Network = { run: async (sample) => sample, ...writingDown(told) };
    const guidance = {
      positive: { ...conditioning('a'), framing: positive },
      negative: { ...conditioning('b'), ...(negative && { framing: negative }) },
      scale: 3.5,
      trueScale: 4,
    };
    const denoiser = { ...testDenoiser(samplePrediction, network), guidanceKind: 'embedded' as const };
    const built = networkDenoiser({ ...denoiser, network, withoutNegative: () => Promise.reject() });
    await built.denoise(x, level, 10, guidance, neverCancelled);
    return told;
  }

  const guidances = (told: readonly Circumstances[]) => told.map(({ guidance }) => guidance);
  const framings = (told: readonly Circumstances[]) => told.map(({ framing: sizes }) => sizes);

  test('each is told the guidance of its own', async () => {
    expect(guidances(await toldOf({ guidance: 2 }, { guidance: 5 }))).toEqual([5, 2]);
  });

  test('one that says none is told that of the node that samples, not that of the other', async () => {
    expect(guidances(await toldOf({ guidance: 2 }))).toEqual([3.5, 2]);
    expect(guidances(await toldOf({ guidance: 2 }, { crop: [1, 2] }))).toEqual([3.5, 2]);
    expect(guidances(await toldOf({}, { guidance: 5 }))).toEqual([5, 3.5]);
  });

  test('a negative one that says its guidance keeps the sizes and the crop of the positive one', async () => {
    expect(framings(await toldOf({ ...framing, guidance: 2 }, { guidance: 5 }))).toEqual([framing, framing]);
  });

  test('and one with sizes of its own keeps those', async () => {
    const told = await toldOf({ ...framing, aestheticScore: 9 }, { crop: [1, 2], guidance: 5 });
    expect(framings(told)).toEqual([{ crop: [1, 2] }, { ...framing, aestheticScore: 9 }]);
  });
});

test('batch items are denoised one by one, and cancelling stops in between', async () => {
  const controller = new AbortController();
  let calls = 0;
  const network: Network = {
    run: async (sample) => {
      calls++;
      controller.abort();
      return sample;
    },
  };
  const batch = stack([x, x, x]);
  const guidance = { positive: conditioning('yes'), scale: 1 };
  const denoising = testDenoiser(samplePrediction, network).denoise(batch, level, 10, guidance, controller.signal);
  await expect(denoising).rejects.toThrow('aborted');
  expect(calls).toBe(1);
});

describe('a perfect network gives back the clean latents whatever it predicts', () => {
  const clean = initialNoise(4, [1, 4, 2, 2]);
  const noise = initialNoise(5, [1, 4, 2, 2]);
  const noised = addNoise(clean, noise, level);
  const rate = level.sigma * level.signal;
  test.each([
    ['epsilon', noise],
    ['sample', clean],
    ['v_prediction', map(noise, (value, i) => level.signal * value - rate * (clean.data[i] as number))],
  ] as const)('%s', (type, output) => {
    expect(maxDifference(denoisedFrom(output, noised, level, type).data, clean.data)).toBeLessThan(1e-6);
  });

  test('but noise says nothing about the picture in pure noise', () => {
    expect(() => denoisedFrom(noise, noise, PURE_NOISE, 'epsilon')).toThrow('needs v_prediction');
  });

  test('where v is the negative picture', () => {
    expect(denoisedFrom(clean, noise, PURE_NOISE, 'v_prediction').data).toEqual(clean.data.map((value) => -value));
  });
});
