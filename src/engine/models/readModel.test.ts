import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { readModel } from './readModel.ts';

const folder = temporaryFolder();

/** Reads a recorded model in which one file says something else. */
function readChanged(file: string, keys: object) {
  const path = join(folder.path, 'tiny');
  cpSync(goldenModelPath('sd15-tiny'), path, { recursive: true });
  const changed = join(path, file);
  writeFileSync(changed, JSON.stringify({ ...JSON.parse(readFileSync(changed, 'utf8')), ...keys }));
  return readModel({ path });
}

it('a tokenizer that counts further than its text encoder knows is that of another model', async () => {
  await expect(readChanged('text_encoder/config.json', { vocab_size: 798 })).rejects.toMatchObject({
    code: 'broken-model',
    message: 'tokenizer counts tokens to 798, and its text encoder knows 798.',
    remedy: 'It is the tokenizer of another model: copy the whole model folder again.',
    place: { file: join(folder.path, 'tiny', 'tokenizer') },
  });
});

it.each([{ vocab_size: 799 }, { vocab_size: undefined }])(
  'a tokenizer is right where its text encoder knows its last token, or does not say: %j',
  async (keys) => {
    const { tokenizers } = await readChanged('text_encoder/config.json', keys);
    expect([...tokenizers.keys()]).toEqual(['text_encoder']);
  },
);

it('a text encoder reads as many tokens as it has positions', async () => {
  const { tokenizers } = await readChanged('text_encoder/config.json', { max_position_embeddings: 40 });
  expect(tokenizers.get('text_encoder')?.length).toBe(40);
});

it('a scheduler that is not understood is refused with what to correct', async () => {
  await expect(readChanged('scheduler/scheduler_config.json', { beta_schedule: 'odd' })).rejects.toMatchObject({
    code: 'broken-model',
    message:
      'scheduler_config.json, beta_schedule: Invalid option: expected one of "linear"|"scaled_linear"|"squaredcos_cap_v2"|"sigmoid"|"laplace"|"exp".',
    remedy: 'Correct that key of the file, or copy the scheduler folder of the model again.',
    place: { file: join(folder.path, 'tiny', 'scheduler', 'scheduler_config.json') },
  });
});

it('a sound model has nothing to note, and all its networks say what they read', async () => {
  const { notes, signatures, vaeEncoder } = await readChanged('model_index.json', {});
  expect(notes).toEqual([]);
  expect([...signatures.keys()]).toEqual(['text_encoder', 'unet', 'vae_decoder']);
  expect(vaeEncoder?.inputs.has('sample')).toBe(true);
});
