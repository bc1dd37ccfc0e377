import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compute } from '../../../nodes/testing/compute.ts';
import type { Conditioning } from '../../diffusion/conditioning.ts';
import type { Denoiser, LoadedModel } from '../../diffusion/model.ts';
import { PURE_NOISE } from '../../diffusion/noiseLevel.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { sample } from '../../diffusion/sample.ts';
import { samplerById } from '../../diffusion/samplers/index.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { row } from '../../diffusion/testing/schedulerGoldens.ts';
import { parseSafetensors } from '../../tensor/safetensors.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { peakError } from '../../tensor/testing/parity.ts';
import { finish } from '../../tensor/work.ts';
import { goldenModelPath, loadModelFrom, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { tryModel } from './tryModel.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

/** fixtures/inpainting/make.py: what diffusers' pipeline makes with the recorded model and a UNet of nine channels. */
const fixtures = join(import.meta.dirname, '../../../fixtures/inpainting');
const recordingOf = (place: string) => {
  const { tensors } = finish(parseSafetensors(readFileSync(join(place, 'recorded.safetensors'))));
  return (name: string) => tensors.get(name) as Tensor;
};
const recorded = recordingOf(fixtures);

async function inpaintingModel(scheduler: object, model = 'sd15-tiny', place = fixtures): Promise<LoadedModel> {
  const path = join(folder.path, `inpainting-${model}`);
  cpSync(goldenModelPath(model), path, { recursive: true });
  cpSync(join(place, 'unet'), join(path, 'unet'), { recursive: true });
  return loadModelFrom(path, pool, scheduler);
}

const common = {
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  steps_offset: 1,
};
const ddim = { ...common, _class_name: 'DDIMScheduler', clip_sample: false, set_alpha_to_one: false };
const euler = { ...common, _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'leading' };

async function told({ denoiser, vae }: LoadedModel, recorded: (name: string) => Tensor): Promise<Denoiser> {
  const mask = recorded('mask');
  const inputs = { model: denoiser, vae, image: recorded('picture'), mask: threeChannels(mask) };
  const { model } = await compute('inpaint', inputs, {});
  return model as Denoiser;
}

function threeChannels({ data, shape }: Tensor): Tensor {
  return { data: Float32Array.of(...data, ...data, ...data), shape: [1, 3, ...shape.slice(2)] };
}

const sd15 = { model: 'sd15-tiny', place: fixtures, negative: '' };
/** make_xl.py: the same of the kind of SDXL, by StableDiffusionXLInpaintPipeline. */
const xl = { model: 'sdxl-tiny', place: join(fixtures, 'xl'), negative: 'a blue house' };

test.each([
  ['ddim', sd15, ddim],
  ['euler', sd15, euler],
  ['ddim', xl, ddim],
  ['euler', xl, euler],
] as const)(
  'inpaints by %s as diffusers does with %o',
  async (id, { model: name, place, negative: avoided }, scheduler) => {
    const recorded = recordingOf(place);
    const model = await inpaintingModel(scheduler, name, place);
    const denoiser = await told(model, recorded);
    const [positive, negative] = (await Promise.all(
      ['a red boat', avoided].map((prompt) => model.textEncoder.encode(prompt)),
    )) as [Conditioning, Conditioning];
    const sampler = samplerById(id);
    const schedule = sampler.schedule(denoiser.training, { steps: 6 });
    const after: Tensor[] = [];
    await sample({
      denoiser,
      sampler,
      schedule,
      x: map(recorded('noise'), (value) => value * schedule.initialScale),
      guidance: { positive, negative, scale: 5 },
      noise: () => recorded('noise'),
      signal: neverCancelled,
      onStep: ({ x, level }) => void after.push(id === 'euler' ? map(x, (value) => value / level.signal) : x),
    });
    expect(after).toHaveLength(6);
    const expected = recorded(`${id}.latents`);
    for (const [index, x] of after.entries()) {
      const step = row({ ...expected, shape: [6, 1, 4, 8, 8] }, index);
      expect(peakError(x.data, step.data), `step ${index}`).toBeLessThan(1e-4);
    }
  },
);

test('a model for inpainting runs only once it was told what to paint, and keeps that when its guidance changes', async () => {
  const model = await inpaintingModel(ddim);
  const { denoiser, textEncoder } = model;
  const positive = await textEncoder.encode('');
  const run = (network: Denoiser) =>
    network.denoise(recorded('noise'), PURE_NOISE, 999, { positive, scale: 1 }, neverCancelled);
  expect(denoiser.inpainting?.told).toBe(false);
  await expect(run(denoiser)).rejects.toThrow(/an Inpaint node after Load model tells it what to paint/);
  const { model: guided } = await compute('guidance', { model: denoiser }, { method: 'classifier_free', rescale: 0.7 });
  const toldLater = await told({ ...model, denoiser: guided as Denoiser }, recorded);
  expect(toldLater.inpainting?.told).toBe(true);
  expect(toldLater.style).toMatchObject({ rescale: 0.7 });
  await tryModel(model);
});

test('a model that was not trained to inpaint is refused by the node, with what to do', async () => {
  const { denoiser, vae } = await loadModelFrom(goldenModelPath('sd15-tiny'), pool);
  const inputs = { model: denoiser, vae, image: recorded('picture'), mask: recorded('picture') };
  await expect(compute('inpaint', inputs, {})).rejects.toThrow(/was not trained to inpaint/);
  expect(parseSchedulerConfig(ddim).kind).toBe('discrete');
});
