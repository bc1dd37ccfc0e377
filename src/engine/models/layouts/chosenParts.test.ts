import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeWeights } from '../../checkpoints/testing/writeWeights.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { findParts } from '../modelParts.ts';
import { checkpointLayout } from './checkpointLayout.ts';

const folder = temporaryFolder();

type Tensor = readonly [name: string, shape: readonly number[]];

/** The tensors of a tiny checkpoint of Stable Diffusion 1. */
const tensors: readonly Tensor[] = Object.entries(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../fixtures/checkpoint-headers/pipelines/sd1.json'), 'utf8'),
  ).file,
);
const isVae = ([name]: Tensor) => name.startsWith('first_stage_model.');

function write(name: string, chosen: readonly Tensor[]): string {
  const file = join(folder.path, name);
  writeWeights(file, [...chosen], 'F16');
  return file;
}

describe('a checkpoint without a VAE', () => {
  it('says how one is chosen', async () => {
    const file = write(
      'model.safetensors',
      tensors.filter((each) => !isVae(each)),
    );
    const layout = await checkpointLayout(file);
    await expect(layout.requireNetwork('vae_decoder')).rejects.toMatchObject({
      message: 'model.safetensors is a Stable Diffusion 1 model without a VAE.',
      remedy: expect.stringContaining(
        'in model.config.json beside it where that part is: {"vae":{"file":"part.safetensors"}}.',
      ),
    });
  });

  it('takes the one that is chosen, and is another model with another', async () => {
    const file = write(
      'model.safetensors',
      tensors.filter((each) => !isVae(each)),
    );
    const vae = write('parts.safetensors', tensors.filter(isVae));
    const settings = folder.write('model.config.json', { vae: { file: 'parts.safetensors', force_upcast: false } });
    const { layout, networks } = await findParts({ path: file });
    const decoder = networks.vae_decoder;
    expect(decoder?.file).toBe(vae);
    expect((await decoder?.signature())?.inputs.has('latent_sample')).toBe(true);
    expect(await layout.config('vae_decoder', z.looseObject({}))).toMatchObject({ force_upcast: false });
    expect((await layout.files(['vae_decoder'], [])).map(({ path }) => path)).toEqual([file, settings, vae]);
  });

  it('takes that of a node before that of its settings', async () => {
    const file = write(
      'model.safetensors',
      tensors.filter((each) => !isVae(each)),
    );
    const vae = write('parts.safetensors', tensors.filter(isVae));
    folder.write('model.config.json', { vae: { file: 'gone.safetensors' } });
    const { networks } = await findParts({ path: file, parts: new Map([['vae', vae]]) });
    expect(networks.vae_decoder?.file).toBe(vae);
  });

  it.each([
    ['that is not there', { file: 'gone.safetensors' }, 'gone.safetensors is missing'],
    [
      'without that part',
      { file: 'model.safetensors' },
      'model.safetensors holds a UNet and a CLIP text encoder, and not a VAE',
    ],
  ])('says so of a file %s', async (_, vae, reason) => {
    const file = write(
      'model.safetensors',
      tensors.filter((each) => !isVae(each)),
    );
    folder.write('model.config.json', { vae });
    await expect(findParts({ path: file })).rejects.toThrow(reason);
  });
});
