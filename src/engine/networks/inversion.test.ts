import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkDenoiser } from '../../diffusion/denoiser.ts';
import { type InversionRequest, invert, roundTripError } from '../../diffusion/inversion.ts';
import type { LoadedModel } from '../../diffusion/model.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { sample } from '../../diffusion/sample.ts';
import { ddim } from '../../diffusion/samplers/ddim.ts';
import { seededStepNoise } from '../../diffusion/stepNoise.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { row } from '../../diffusion/testing/schedulerGoldens.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { type GoldenCase, goldenCases } from '../../tensor/testing/goldens.ts';
import { expectParity, peakError } from '../../tensor/testing/parity.ts';
import { onnxFile } from '../sessions/networkSource.ts';
import { goldenModelPath, loadGoldenModel, realPool } from '../testing/goldenModel.ts';
import { unetNetwork } from './unet.ts';

const pool = realPool();
afterAll(() => pool.free());

let model: LoadedModel;
beforeAll(async () => {
  model = await loadGoldenModel('sd15-tiny', pool);
});

async function requestFor(golden: GoldenCase): Promise<InversionRequest> {
  const { scheduler, call } = golden.manifest;
  const training = parseSchedulerConfig(scheduler);
  const network = unetNetwork(onnxFile(goldenModelPath('sd15-tiny', 'unet', 'model.onnx')), pool, 8);
  return {
    denoiser: networkDenoiser({
      ...model.denoiser,
      training,
      network,
      withoutNegative: () => model.textEncoder.encode(''),
    }),
    schedule: ddim.schedule(training, { steps: call.num_inference_steps }),
    x: await encoded(golden),
    guidance: { positive: await model.textEncoder.encode(String(call.prompt)), scale: call.guidance_scale },
    signal: neverCancelled,
  };
}

async function encoded(golden: GoldenCase): Promise<Tensor> {
  const posterior = await model.vae.encode(
    map(golden.tensor('image_u8'), (value) => value / 255),
    neverCancelled,
  );
  if (posterior.kind !== 'moments') throw new Error('the recorded encoder gives moments');
  const latents = map(posterior.mean, (value) => value * Number(model.vae.scale));
  expectClose(golden, latents, golden.tensor('start_latents'), 'encoded picture');
  return latents;
}

function expectClose(golden: GoldenCase, actual: Tensor, expected: Tensor, where: string): void {
  const error = peakError(actual.data, expected.data);
  expectParity(golden, { sampler: ddim.title, error, tolerance: 1e-4 }, where);
}

describe('inversions of diffusers, with the real networks', () => {
  for (const golden of goldenCases('sd15-tiny', /^ddim-inversion-/)) {
    test(`${golden.name}: up to the noise, and back with the error that diffusers has`, async () => {
      const request = await requestFor(golden);
      const steps = request.schedule.steps.length;
      const noised = await invert({
        ...request,
        onStep: ({ index, x }) => {
          expectClose(golden, x, row(golden.tensor('inverse_latents'), steps - 1 - index), `up at ${index}`);
        },
      });
      const back = await sample({
        ...request,
        sampler: ddim,
        x: noised.x,
        noise: seededStepNoise(0),
        onStep: ({ index, x }) => {
          expectClose(golden, x, row(golden.tensor('latents'), index), `down at ${index}`);
        },
      });
      expect(roundTripError(request.x, back.x)).toBeCloseTo(golden.manifest.round_trip_relative_rms, 4);
      const refined = await invert({ ...request, refinements: 5 });
      const again = await sample({ ...request, sampler: ddim, x: refined.x, noise: seededStepNoise(0) });
      expect(roundTripError(request.x, again.x)).toBeLessThan(golden.manifest.round_trip_relative_rms / 5);
    });
  }
});
