import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LoadedModel } from '../../../diffusion/model.ts';
import { configuredSampler } from '../../../diffusion/parseSchedulerConfig.ts';
import { sample } from '../../../diffusion/sample.ts';
import type { Sampler } from '../../../diffusion/samplers/sampler.ts';
import { neverCancelled } from '../../../diffusion/testing/recordedNetwork.ts';
import { decoderInput } from '../../../diffusion/vaeLatents.ts';
import { maxAbs } from '../../../tensor/reduce.ts';
import { parseSafetensors } from '../../../tensor/safetensors.ts';
import { map, type Tensor } from '../../../tensor/tensor.ts';
import { maxDifference } from '../../../tensor/testing/goldens.ts';
import { finish } from '../../../tensor/work.ts';
import { writeWeights } from '../../checkpoints/testing/writeWeights.ts';
import { createHasher } from '../../files/hasher.ts';
import { realPool } from '../../testing/goldenModel.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { createModelStore } from '../modelStore.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

interface Recorded {
  readonly call: {
    readonly prompt: string;
    readonly negative_prompt: string;
    readonly guidance_scale: number;
    readonly num_inference_steps: number;
  };
  /** Shapes by the names in the file, in its order. */
  readonly file: Readonly<Record<string, readonly number[]>>;
}

/** What a pipeline of diffusers made of a file: see fixtures/checkpoint-headers/pipelines.py. */
function recorded(name: string): Recorded & { readonly tensor: (name: string) => Tensor } {
  const path = join(import.meta.dirname, '../../../../fixtures/checkpoint-headers/pipelines', name);
  const { tensors } = finish(parseSafetensors(readFileSync(`${path}.safetensors`)));
  return { ...JSON.parse(readFileSync(`${path}.json`, 'utf8')), tensor: (key) => tensors.get(key) as Tensor };
}

function writeModel(name: string): Recorded {
  const truth = recorded(name);
  writeWeights(join(folder.path, `${name}.safetensors`), Object.entries(truth.file), 'F16');
  return truth;
}

const store = () => createModelStore([folder.path], pool, createHasher());

describe('a checkpoint in one file', () => {
  it.each([
    ['sd1', 'Stable Diffusion 1 or 2'],
    ['sd2', 'Stable Diffusion 1 or 2'],
    ['sdxl', 'Stable Diffusion XL'],
  ])('%s is a model, and makes the picture that diffusers makes of it', async (name, kind) => {
    writeModel(name);
    const { call, tensor } = recorded(name);
    const [found] = await store().list();
    expect(found).toMatchObject({ name, kind });
    expect(found?.fault).toBeUndefined();
    const model = await store().load(name);
    const latents = await sampled(model, tensor('noise'), call);
    expectNear(latents, tensor('latents'), 'latents');
    expectNear(await model.vae.decode(decoderInput(latents, model.vae), neverCancelled), tensor('picture'), 'picture');
  });
});

describe('settings beside a checkpoint', () => {
  it('say which scheduler it has, and how its timesteps are spaced', async () => {
    writeModel('sd1');
    const settings = { scheduler: { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing' } };
    folder.write('sd1.config.json', JSON.stringify(settings));
    const { training } = (await store().load('sd1')).denoiser;
    expect(training.config).toMatchObject(settings.scheduler);
    const euler = configuredSampler(training.config) as Sampler;
    expect(euler.id).toBe('euler');
    expect(euler.schedule(training, { steps: 4 }).steps[0]?.timestep).toBe(999);
  });

  it.each(['sd1', 'sdxl'])('say how many layers of CLIP a prompt of %s leaves out that does not say', async (name) => {
    writeModel(name);
    const plain = (await store().load(name)).textEncoder;
    const skipped = (await plain.encode('a cat', { clipSkip: 1 })).tensors;
    folder.write(`${name}.config.json`, JSON.stringify({ text_encoder: { clip_skip: 1 } }));
    const changed = (await store().load(name)).textEncoder;
    expect(changed.id).not.toBe(plain.id);
    expect((await changed.encode('a cat')).tensors).toEqual(skipped);
    expect((await plain.encode('a cat')).tensors).not.toEqual(skipped);
  });
});

async function sampled({ denoiser, textEncoder }: LoadedModel, noise: Tensor, call: Recorded['call']): Promise<Tensor> {
  const training = denoiser.training.forSize([8, 12]);
  const sampler = configuredSampler(training.config) as Sampler;
  const schedule = sampler.schedule(training, { steps: call.num_inference_steps });
  const { x } = await sample({
    denoiser: { ...denoiser, training },
    sampler,
    schedule,
    x: map(noise, (value) => value * schedule.initialScale),
    first: 0,
    last: schedule.steps.length,
    guidance: {
      positive: await textEncoder.encode(call.prompt),
      negative: await textEncoder.encode(call.negative_prompt),
      scale: call.guidance_scale,
    },
    noise: () => noise,
    signal: neverCancelled,
  });
  return x;
}

describe('a file among the models that cannot run', () => {
  it.each([
    ['a pickle', 'old.ckpt', 'PK\x03\x04', /^models\/old\.ckpt is a PyTorch pickle\. Opening one can run any code/],
    ['a cut GGUF file', 'new.gguf', 'GGUF\x03\0\0\0', /^models\/new\.gguf is incomplete/],
    ['a cut file', 'cut.safetensors', 'abc', /^models\/cut\.safetensors /],
  ])('%s is listed with the reason and the remedy', async (_, name, content, words) => {
    folder.write(`models/${name}`, Buffer.from(content, 'latin1'));
    const models = createModelStore([join(folder.path, 'models')], pool, createHasher());
    const [found] = await models.list();
    expect(found?.fault).toMatch(words);
    expect(found?.remedy).toMatch(/\.$/);
    await expect(models.load(found?.name ?? '')).rejects.toThrow(words);
  });

  it('other files are no models', async () => {
    folder.write('models/readme.txt', 'hello');
    expect(await createModelStore([join(folder.path, 'models')], pool, createHasher()).list()).toEqual([]);
  });
});

function expectNear(given: Tensor, wanted: Tensor, what: string): void {
  expect(given.shape, what).toEqual(wanted.shape);
  expect(maxDifference(given.data, wanted.data) / Math.max(1, maxAbs(wanted.data)), what).toBeLessThan(1e-4);
}
