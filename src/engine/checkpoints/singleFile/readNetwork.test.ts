import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { publishedFile } from '../testing/publishedFiles.ts';
import { writeZeros } from '../testing/weightFiles.ts';
import { readNetwork } from './readNetwork.ts';
import type { Recipe } from './recipe.ts';
import { flux } from './recipes/flux.ts';
import { stableDiffusion1 } from './recipes/stableDiffusion1.ts';
import { stableDiffusionXl } from './recipes/stableDiffusionXl.ts';

const folder = temporaryFolder();
const write = (name: string) => writeZeros(join(folder.path, 'model.safetensors'), publishedFile(name).file);

const wanted = (part: string, recipe: Recipe) => ({ part, recipe, own: {} });

describe('one network is read out of a file', () => {
  test('that holds a whole model', async () => {
    const { weights, config } = await readNetwork(write('sd15'), wanted('vae', stableDiffusion1));
    expect(weights.size).toBe(Object.keys(publishedFile('sd15').parts.vae?.tensors ?? {}).length);
    expect(config).toMatchObject({ latent_channels: 4, block_out_channels: [128, 256, 512, 512] });
  });

  test('that holds nothing else', async () => {
    const shapes = publishedFile('sdxl').parts.text_encoder_2?.tensors as Record<string, readonly number[]>;
    const file = writeZeros(join(folder.path, 'clip_g.safetensors'), shapes);
    expect((await readNetwork(file, wanted('text_encoder_2', stableDiffusionXl))).config).toMatchObject({
      architectures: ['CLIPTextModelWithProjection'],
      hidden_size: 1280,
      hidden_act: 'gelu',
    });
  });

  test('or not where there is none', async () => {
    await expect(readNetwork(write('flux-dev'), wanted('vae', flux))).rejects.toThrow(
      'holds a transformer of FLUX, and not a VAE, which the VAE of a FLUX model is.',
    );
  });
});
