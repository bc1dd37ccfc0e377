import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHasher } from '../files/hasher.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createModelStore } from './modelStore.ts';
import { onePicture } from './testing/onePicture.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());
const store = () => createModelStore([folder.path], pool, createHasher());

/** As Playground 2.5 has it: a model of the kind of SDXL that was trained with EDM, and a VAE that scales each channel by itself. */
const scheduler = {
  _class_name: 'EDMDPMSolverMultistepScheduler',
  sigma_min: 0.002,
  sigma_max: 80,
  sigma_data: 0.5,
  prediction_type: 'epsilon',
  solver_order: 2,
};
const scaling = { scaling_factor: 0.5, latents_mean: [-1.6, 0.2, 0.8, -0.4], latents_std: [5, 4, 2, 8] };

function playground(name: string, vae: object = scaling, model = 'sdxl-tiny', schedule: object = scheduler): void {
  const path = (file: string) => join(folder.path, name, file);
  cpSync(goldenModelPath(model), path(''), { recursive: true });
  writeFileSync(path('scheduler/scheduler_config.json'), JSON.stringify(schedule));
  for (const half of ['vae_encoder', 'vae_decoder']) {
    const config = path(`${half}/config.json`);
    writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), ...vae }));
  }
}

test('a model like Playground 2.5 runs, its latents scaled by channel and by the deviation that EDM assumes', async () => {
  playground('playground');
  const { denoiser, vae, textEncoder } = await store().load('playground');
  expect(vae.shift).toEqual(scaling.latents_mean);
  expect(vae.scale).toEqual(scaling.latents_std.map((spread) => 0.5 / spread / 0.5));
  expect(denoiser.training).toMatchObject({ kind: 'edm', predictionType: 'reversed_v', dataScale: 0.5 });
  const picture = await onePicture({ denoiser, vae, textEncoder });
  expect(picture.data.every(Number.isFinite)).toBe(true);
});

test('its latents are not those of a model with the same VAE that was trained otherwise', async () => {
  playground('playground');
  playground('usual', scaling, 'sdxl-tiny', { _class_name: 'EulerDiscreteScheduler' });
  const [own, other] = [await store().load('playground'), await store().load('usual')];
  expect(own.vae.space.id).not.toBe(other.vae.space.id);
});

test.each([
  [
    'too few numbers',
    { ...scaling, latents_std: [5, 4] },
    'sdxl-tiny',
    /latents_mean: this and latents_std should hold a number for each channel/,
  ],
  ['a model of another kind', scaling, 'sd15-tiny', /only models of Stable Diffusion XL scale each channel by itself/],
])('a VAE with %s is refused', async (_, vae, model, reason) => {
  playground('odd', vae, model, { _class_name: 'EulerDiscreteScheduler' });
  await expect(store().load('odd')).rejects.toThrow(reason);
});
