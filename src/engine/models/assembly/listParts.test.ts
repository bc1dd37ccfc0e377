import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ArcspaceError } from '../../../graph/problem.ts';
import { publishedFile } from '../../checkpoints/testing/publishedFiles.ts';
import { writeZeros } from '../../checkpoints/testing/weightFiles.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { listParts, partOf } from './listParts.ts';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder.path, 'models', ...names);

/** Writes what of a published file begins so. */
function write(path: string, published: string, start: string): void {
  const own = Object.entries(publishedFile(published).file).filter(([name]) => name.startsWith(start));
  writeZeros(path, Object.fromEntries(own.map(([name, shape]) => [name.slice(start.length), shape])));
}

it('parts are listed by role, those in folders before those among the models, and whole models are none', async () => {
  write(at('aaa_vae.safetensors'), 'sdxl', 'first_stage_model.');
  write(at('vae', 'zzz.safetensors'), 'flux-schnell', 'vae.');
  write(at('unet', 'xl.safetensors'), 'sdxl', 'model.diffusion_model.');
  write(at('clip', 'large.safetensors'), 'sd3', 'text_encoders.clip_l.transformer.');
  write(at('whole.safetensors'), 'sd15', '');
  folder.write('models/folder/model_index.json', {});
  folder.write('models/broken.safetensors', 'abc');
  const found = await listParts([at()]);
  expect(found.map(({ role, name, path }) => [role, name, path])).toEqual([
    ['denoiser', 'xl', at('unet', 'xl.safetensors')],
    ['vae', 'zzz', at('vae', 'zzz.safetensors')],
    ['vae', 'aaa_vae', at('aaa_vae.safetensors')],
    ['text_encoder', 'large', at('clip', 'large.safetensors')],
  ]);
  for (const { title, bytes, fault, remedy } of found) {
    expect([title, fault, remedy]).toEqual([expect.stringMatching(/\S/), undefined, undefined]);
    expect(bytes).toBeGreaterThan(1000);
  }
});

it('a file that is not whole is listed with the reason and the remedy', async () => {
  folder.write('models/vae/cut.safetensors', 'abc');
  expect(await listParts([at()])).toEqual([
    {
      name: 'cut',
      path: at('vae', 'cut.safetensors'),
      role: 'vae',
      title: '',
      bytes: 3,
      fault: expect.stringMatching(/^vae\/cut\.safetensors .*\.$/),
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
    },
  ]);
});

it('what cannot be looked into is no part, nor is a folder', async () => {
  write(at('loose.safetensors'), 'sdxl', 'first_stage_model.');
  const path = at('loose.safetensors');
  expect(await partOf('loose', { path })).toMatchObject({ role: 'vae', name: 'loose', path });
  const fault = new ArcspaceError('missing-model-file', 'It cannot be read.', 'Check it.');
  expect(await partOf('loose', { path, fault })).toBeUndefined();
  expect(await partOf('folder', { path: at() })).toBeUndefined();
});
