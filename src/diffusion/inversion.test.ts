import { describe, expect, test } from 'vitest';
import { map, type Tensor } from '../tensor/tensor.ts';
import { type GoldenCase, goldenCases, maxDifference } from '../tensor/testing/goldens.ts';
import { expectParity, peakError } from '../tensor/testing/parity.ts';
import type { Network } from './denoiser.ts';
import { type InversionRequest, invert, roundTripError } from './inversion.ts';
import { CLEAN } from './noiseLevel.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { sample } from './sample.ts';
import { ddim } from './samplers/ddim.ts';
import { euler } from './samplers/euler.ts';
import { samplerById } from './samplers/index.ts';
import { initialNoise, seededStepNoise } from './stepNoise.ts';
import { conditioning, neverCancelled, testDenoiser } from './testing/recordedNetwork.ts';
import { row } from './testing/schedulerGoldens.ts';

const guidance = { positive: conditioning('a prompt'), scale: 1 };

/** Answers call after call with the rows of a recording. */
function replaying(outputs: Tensor): Network {
  let calls = 0;
  return { run: async () => row(outputs, calls++) };
}

interface Recording {
  readonly golden: GoldenCase;
  readonly config: unknown;
  readonly steps: number;
  readonly start: Tensor;
  readonly outputs: Tensor;
  readonly expected: Tensor;
}

async function expectAsRecorded({ golden, config, steps, start, outputs, expected }: Recording): Promise<void> {
  const training = parseSchedulerConfig(config);
  const visited: Tensor[] = [];
  await invert({
    denoiser: testDenoiser(training, replaying(outputs)),
    schedule: ddim.schedule(training, { steps }),
    x: start,
    guidance,
    signal: neverCancelled,
    onStep: ({ x }) => void visited.push(x),
  });
  expect(visited).toHaveLength(steps);
  for (const [index, x] of visited.entries()) {
    const { data } = row(expected, index);
    const comparison = { sampler: ddim.title, error: peakError(x.data, data), tolerance: 1e-4 };
    expectParity(golden, comparison, `step ${index}`);
  }
}

describe("inversion steps as diffusers' DDIMInverseScheduler does", () => {
  for (const golden of goldenCases('schedulers', /^DDIMInverse-/)) {
    const counts = (golden.manifest.set_timesteps.num_inference_steps as number[]).filter((count) =>
      golden.has(`n${count}.samples`),
    );
    test.each(counts)(`in ${golden.name}, %d steps`, (steps) =>
      expectAsRecorded({
        golden,
        config: golden.manifest.scheduler,
        steps,
        start: golden.tensor('unit_noise'),
        outputs: golden.tensor('model_outputs'),
        expected: golden.tensor(`n${steps}.samples`),
      }),
    );
  }

  for (const golden of goldenCases('sd15-tiny', /^ddim-inversion-/)) {
    if (golden.has('inverse_model_output')) test(`in ${golden.name}`, () => expectAsRecorded(recordingOf(golden)));
  }
});

function recordingOf(golden: GoldenCase): Recording {
  return {
    golden,
    config: golden.manifest.inverse_scheduler,
    steps: golden.manifest.call.num_inference_steps,
    start: golden.tensor('start_latents'),
    outputs: golden.tensor('inverse_model_output'),
    expected: golden.tensor('inverse_latents'),
  };
}

/** A smooth network: what it says of a point changes with the point and the timestep. */
const wavyNetwork: Network = {
  run: async (x, timestep) => map(x, (value) => 0.5 * Math.sin(value + timestep / 600)),
};

function requestFor(prediction: string, steps = 20): InversionRequest {
  const training = parseSchedulerConfig({
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    prediction_type: prediction,
    clip_sample: false,
  });
  return {
    denoiser: testDenoiser(training, wavyNetwork),
    schedule: (training.kind === 'flow' ? euler : ddim).schedule(training, { steps }),
    x: initialNoise(1, [1, 4, 4, 4]),
    guidance,
    signal: neverCancelled,
  };
}

async function lostOnTheWay(request: InversionRequest): Promise<number> {
  const { x, level } = await invert(request);
  const first = request.until ?? 0;
  expect(level).toEqual(request.schedule.steps[first]?.from ?? CLEAN);
  const back = await sample({
    ...request,
    sampler: samplerById(request.schedule.sampler),
    first,
    x,
    noise: seededStepNoise(0),
  });
  return roundTripError(request.x, back.x);
}

describe.each(['epsilon', 'v_prediction', 'flow_prediction'])(
  'the way up and back of a network that predicts %s',
  (prediction) => {
    test('returns to about where it began', async () => {
      const lost = await lostOnTheWay(requestFor(prediction));
      expect(lost).toBeGreaterThan(1e-3);
      expect(lost).toBeLessThan(0.3);
    });

    test('loses less in more steps', async () => {
      const [few, many] = [
        await lostOnTheWay(requestFor(prediction, 10)),
        await lostOnTheWay(requestFor(prediction, 100)),
      ];
      expect(many).toBeLessThan(few / 2);
    });

    test('loses next to nothing when each step is refined', async () => {
      const refined = { ...requestFor(prediction, 50), refinements: 20 };
      expect(await lostOnTheWay(refined)).toBeLessThan(1e-4);
    });

    test('can stop halfway, at a level that sampling goes on from', async () => {
      expect(await lostOnTheWay({ ...requestFor(prediction), until: 12 })).toBeLessThan(0.2);
    });

    test('is no way at all when it stops at the clean end', async () => {
      const request = { ...requestFor(prediction), until: 20 };
      expect(await invert(request)).toEqual({ x: request.x, level: CLEAN });
    });
  },
);

test('a network that predicts the picture cannot be inverted from a clean one, and says so', async () => {
  await expect(invert(requestFor('sample'))).rejects.toThrow('cannot say which noise');
});

test('clips where DDIM would clip on the way down, and nowhere else', async () => {
  const { denoiser, ...request } = requestFor('epsilon');
  const { training } = denoiser;
  const clipping = { ...training, config: { ...training.config, clip_sample: true } };
  for (const [sampler, heeds] of [
    [ddim, true],
    [euler, false],
  ] as const) {
    const schedule = sampler.schedule(training, { steps: 20 });
    const [clipped, plain] = await Promise.all(
      [clipping, training].map((each) => invert({ ...request, schedule, denoiser: testDenoiser(each, wavyNetwork) })),
    );
    expect(maxDifference(clipped?.x.data ?? [], plain?.x.data ?? []) > 0.1, sampler.id).toBe(heeds);
  }
});

test('a step that the schedule does not have is refused', async () => {
  await expect(invert({ ...requestFor('epsilon'), until: 21 })).rejects.toThrow('no step 21');
});

test('cancelling stops before the next step', async () => {
  const controller = new AbortController();
  const request = { ...requestFor('epsilon'), signal: controller.signal, onStep: () => controller.abort() };
  await expect(invert(request)).rejects.toThrow('aborted');
});
