import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { hashOf, type PublishedFile, publishedFile, wantedShape, writeFilled } from '../testing/publishedFiles.ts';
import { writeZeros } from '../testing/weightFiles.ts';
import { readCheckpoint } from './readCheckpoint.ts';

const folder = temporaryFolder();

async function read(name: string, { file }: PublishedFile) {
  return readCheckpoint(writeZeros(join(folder.path, `${name}.safetensors`), file));
}

/** Published file, pipeline, scheduler, parts that it lacks, number of guesses. */
const published = [
  ['sd15', 'StableDiffusionPipeline', 'PNDMScheduler', [], 0],
  ['sd15-inpainting', 'StableDiffusionInpaintPipeline', 'PNDMScheduler', [], 0],
  ['sd21', 'StableDiffusionPipeline', 'DDIMScheduler', [], 1],
  ['sdxl', 'StableDiffusionXLPipeline', 'EulerDiscreteScheduler', [], 0],
  ['sdxl-refiner', 'StableDiffusionXLImg2ImgPipeline', 'EulerDiscreteScheduler', [], 0],
  ['sd3', 'StableDiffusion3Pipeline', 'FlowMatchEulerDiscreteScheduler', [], 0],
  ['sd35-medium', 'StableDiffusion3Pipeline', 'FlowMatchEulerDiscreteScheduler', ['text_encoder', 'text_encoder_2'], 0],
  ['sd35-large', 'StableDiffusion3Pipeline', 'FlowMatchEulerDiscreteScheduler', ['text_encoder', 'text_encoder_2'], 0],
  ['flux-dev', 'FluxPipeline', 'FlowMatchEulerDiscreteScheduler', ['vae', 'text_encoder', 'text_encoder_2'], 0],
  ['flux-schnell', 'FluxPipeline', 'FlowMatchEulerDiscreteScheduler', [], 0],
] as const;

describe.each(published)('a published file: %s', (name, pipeline, scheduler, missing, guesses) => {
  test('has the parts, names and shapes that diffusers makes of it, and the published configuration', async () => {
    const truth = publishedFile(name);
    const checkpoint = await read(name, truth);
    expect([...checkpoint.parts.keys()].sort()).toEqual(Object.keys(truth.parts).sort());
    for (const [part, { weights, config }] of checkpoint.parts) {
      const shapes = Object.fromEntries([...weights].map(([called, tensor]) => [called, wantedShape(tensor)]));
      expect(shapes, part).toEqual(truth.parts[part]?.tensors);
      expect(config, part).toMatchObject(truth.parts[part]?.config ?? {});
    }
    expect(checkpoint).toMatchObject({ pipeline, missing, scheduler: { _class_name: scheduler } });
    expect(checkpoint.guesses).toHaveLength(guesses);
  });
});

const tiny = ['sd15', 'sd21', 'sdxl', 'sdxl-refiner', 'sd3', 'sd35-medium', 'sd35-large', 'flux-dev', 'flux-schnell'];

test.each(tiny)('each tensor of a tiny %s has the bytes that the converters of diffusers give it', async (name) => {
  const truth = publishedFile(`${name}-tiny`);
  const path = writeFilled(join(folder.path, `${name}.safetensors`), truth);
  const bytes = readFileSync(path);
  const { parts, guesses } = await readCheckpoint(path);
  expect([...parts.keys()].sort()).toEqual(Object.keys(truth.parts).sort());
  for (const [part, { weights, config }] of parts) {
    const hashes = Object.fromEntries([...weights].map(([called, tensor]) => [called, hashOf(bytes, tensor)]));
    expect(hashes, part).toEqual(truth.parts[part]?.tensors);
    const guessed = guesses.filter((guess) => guess.part === part).map(({ key }) => key);
    const known = Object.entries(truth.parts[part]?.config ?? {}).filter(([key]) => !guessed.includes(key));
    expect(config, part).toMatchObject(Object.fromEntries(known));
  }
});
