import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextEncoder } from '../../diffusion/conditioning.ts';
import { readNumbers } from '../checkpoints/safetensors/readNumbers.ts';
import { readWeights } from '../checkpoints/safetensors/readWeights.ts';
import { writeDiffusersFolder } from '../checkpoints/testing/diffusersFolder.ts';
import { writeNumbers } from '../checkpoints/testing/weightFiles.ts';
import { createEmbeddingStore } from '../embeddings/embeddingStore.ts';
import { createHasher } from '../files/hasher.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createModelStore } from './modelStore.ts';

const folder = temporaryFolder();
let pool: SessionPool;
beforeEach(() => {
  pool = realPool();
  writeDiffusersFolder(goldenModelPath('sd15-tiny'), join(folder.path, 'models', 'tiny'));
});
afterEach(() => pool.free());

async function textEncoder(...roots: readonly string[]): Promise<TextEncoder> {
  const all = [join(folder.path, 'models'), ...roots];
  const embeddings = createEmbeddingStore(all, createHasher());
  const models = createModelStore(all, pool, createHasher(), { embeddings: embeddings.read });
  return (await models.load(roots.length > 0 ? 'sd15-tiny' : 'tiny')).textEncoder;
}

async function hidden(text: string, syntax: 'plain' | 'a1111' | 'comfyui' = 'plain') {
  return (await (await textEncoder()).encode(text, { syntax })).tensors.hidden?.data;
}

/** An embedding of the vectors that the encoder has for some words of its own. */
async function writeWords(name: string, ...ids: readonly number[]): Promise<void> {
  const file = join(folder.path, 'models', 'tiny', 'text_encoder', 'model.safetensors');
  const { tensors } = await readWeights(file);
  const table = tensors.get('text_model.embeddings.token_embedding.weight');
  const numbers = await readNumbers(file, new Map([['table', table as NonNullable<typeof table>]]));
  const rows = ids.flatMap((id) => [...(numbers.get('table')?.subarray(id * 32, (id + 1) * 32) ?? [])]);
  const vectors = { name: 'emb_params', shape: [ids.length, 32], values: Float32Array.from(rows) };
  writeNumbers(join(folder.path, 'embeddings', `${name}.safetensors`), [vectors]);
}

describe('an embedding that a prompt names', () => {
  it('stands for its vectors: those of words give what the words give', async () => {
    const { tokens } = await import('../tokenizer/promptTokenizer.ts').then(({ loadPromptTokenizer }) =>
      loadPromptTokenizer(goldenModelPath('sd15-tiny', 'tokenizer'), 'clip', 77),
    );
    await writeWords('words', ...tokens('small red'));
    expect(await hidden('a embedding:words house')).toEqual(await hidden('a small red house'));
    expect(await hidden('a (embedding:words:1.3) house', 'a1111')).toEqual(
      await hidden('a (small red:1.3) house', 'a1111'),
    );
    expect(await hidden('a (embedding:words:1.3) house', 'comfyui')).toEqual(
      await hidden('a (small red:1.3) house', 'comfyui'),
    );
  });

  it('changes nothing where it is not named', async () => {
    const before = await hidden('a house');
    await writeWords('words', 5, 6);
    expect(await hidden('a house')).toEqual(before);
    expect(await hidden('a house embedding:words')).not.toEqual(before);
  });

  it('that is not there is refused with those that are', async () => {
    await expect(hidden('embedding:ink')).rejects.toMatchObject({
      message: 'There is no embedding called "ink".',
      remedy: expect.stringContaining('"embeddings"'),
    });
    await writeWords('words', 5);
    await expect(hidden('embedding:ink')).rejects.toMatchObject({ remedy: 'Those here are words.' });
  });

  it('cannot be given to an ONNX text encoder, which is said', async () => {
    await writeWords('words', 5);
    const encoder = await textEncoder(goldenModelPath());
    await expect(encoder.encode('a embedding:words')).rejects.toMatchObject({
      remedy: expect.stringContaining('.safetensors'),
    });
    await expect(encoder.encode('a house of words')).resolves.toBeDefined();
  });

  it('of another content is another fingerprint, since it gives other prompts', async () => {
    const fingerprint = () => createEmbeddingStore([join(folder.path, 'models')], createHasher()).fingerprint();
    const none = await fingerprint();
    await writeWords('words', 5);
    const one = await fingerprint();
    await writeWords('words', 6);
    expect(new Set([none, one, await fingerprint()]).size).toBe(3);
  });
});
