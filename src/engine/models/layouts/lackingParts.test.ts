import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publishedFile } from '../../checkpoints/testing/publishedFiles.ts';
import { writeZeros } from '../../checkpoints/testing/weightFiles.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { checkpointLayout } from './checkpointLayout.ts';

const folder = temporaryFolder();

/** What of a published file begins so, as a file of its own. */
function write(published: string, start: string): string {
  const kept = Object.entries(publishedFile(published).file).filter(([name]) => name.startsWith(start));
  return writeZeros(join(folder.path, 'my.model.safetensors'), Object.fromEntries(kept));
}

it.each([
  ['sd15', 'model.diffusion_model.', 'StableDiffusionPipeline', 'unet', 'UNet2DConditionModel'],
  ['sdxl', 'model.diffusion_model.', 'StableDiffusionXLPipeline', 'unet', 'UNet2DConditionModel'],
  ['sd3', 'model.diffusion_model.', 'StableDiffusion3Pipeline', 'transformer', 'SD3Transformer2DModel'],
  ['flux-schnell', 'model.diffusion_model.', 'FluxPipeline', 'transformer', 'FluxTransformer2DModel'],
])('the denoiser of %s alone is known by its class', async (published, start, pipeline, part, denoiserClass) => {
  const file = write(published, start);
  const { sketch, owns, chosen } = await checkpointLayout(file);
  expect(sketch).toEqual({
    folder: file,
    name: 'my.model',
    pipeline,
    parts: new Set([part]),
    denoiserClass,
    whenMixed: 'use the file as its author offers it, or choose other parts in Load model from parts',
  });
  expect([owns(part, 'anything'), chosen.size]).toEqual([true, 0]);
});

it.each([
  ['vae_decoder', 'a VAE', 'one', 'vae'],
  ['text_encoder', 'a text encoder', 'one', 'text_encoder'],
  ['text_encoder_2', 'its second text encoder', 'it', 'text_encoder_2'],
  ['text_encoder_3', 'its third text encoder', 'it', 'text_encoder_3'],
  ['unknown', 'its unknown', 'it', 'unknown'],
])('a file without %s is refused, with both ways to say where that is', async (part, words, chosenAs, key) => {
  const file = write('sd3', 'model.diffusion_model.');
  const layout = await checkpointLayout(file);
  expect(await layout.network(part)).toBeUndefined();
  await expect(layout.requireNetwork(part)).rejects.toMatchObject({
    code: 'missing-model-file',
    message: `my.model.safetensors is a Stable Diffusion 3 model without ${words}.`,
    remedy: `Choose ${chosenAs} in a node "Load model from parts", or say in my.model.config.json beside it where that part is: {"${key}":{"file":"part.safetensors"}}.`,
    place: { file },
  });
});
