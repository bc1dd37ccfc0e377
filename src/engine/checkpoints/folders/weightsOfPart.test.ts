import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { writeZeros } from '../testing/weightFiles.ts';
import { weightsFile } from './weightsFile.ts';
import { weightsOfPart } from './weightsOfPart.ts';

const folder = temporaryFolder();

async function chosen(...names: string[]): Promise<string | undefined> {
  const part = join(folder.path, 'unet');
  mkdirSync(part);
  for (const name of names) writeFileSync(join(part, name), '');
  const file = await weightsFile(part);
  return file && basename(file);
}

const diffusers = 'diffusion_pytorch_model';

describe('of several files of weights in a part', () => {
  test.each([
    [[`${diffusers}.fp16.safetensors`, `${diffusers}.safetensors`], `${diffusers}.safetensors`],
    [[`${diffusers}.fp16.safetensors`, `${diffusers}.bin`], `${diffusers}.fp16.safetensors`],
    [[`${diffusers}.non_ema.safetensors`, `${diffusers}.fp16.safetensors`], `${diffusers}.fp16.safetensors`],
    [['model.fp16.safetensors', 'model.bf16.safetensors'], 'model.bf16.safetensors'],
    [['model.safetensors', 'model.safetensors.index.json'], 'model.safetensors'],
    [['model-00001-of-00002.safetensors', 'model.safetensors.index.json'], 'model.safetensors.index.json'],
    [[`${diffusers}.safetensors.index.fp16.json`], `${diffusers}.safetensors.index.fp16.json`],
    [[`${diffusers}.safetensors.fp16.index.json`], `${diffusers}.safetensors.fp16.index.json`],
    [[`${diffusers}.fp16.safetensors.index.json`], `${diffusers}.fp16.safetensors.index.json`],
    [['flux1-dev.safetensors', 'config.json'], 'flux1-dev.safetensors'],
    [['config.json', 'model.onnx'], undefined],
  ])('%j: %s', async (names, wanted) => {
    expect(await chosen(...names)).toBe(wanted);
  });

  test.each([
    [['a.safetensors', 'b.safetensors'], 'unet has several files of weights: a.safetensors, b.safetensors.'],
    [['model.fp16-00001-of-00002.safetensors'], 'unet/model.fp16.safetensors.index.json is missing'],
    [[`${diffusers}.bin`], 'is a PyTorch pickle'],
  ])('%j: none is chosen', async (names, reason) => {
    await expect(chosen(...names)).rejects.toThrow(reason);
  });
});

describe('tensors have the same names whichever version wrote them', () => {
  test.each([
    ['embeddings.token_embedding.weight', 'text_model.embeddings.token_embedding.weight'],
    ['encoder.layers.0.mlp.fc1.bias', 'text_model.encoder.layers.0.mlp.fc1.bias'],
    ['text_model.final_layer_norm.bias', 'text_model.final_layer_norm.bias'],
    ['text_projection.weight', 'text_projection.weight'],
    ['encoder.embed_tokens.weight', 'shared.weight'],
    ['encoder.final_layer_norm.weight', 'encoder.final_layer_norm.weight'],
    ['encoder.mid_block.attentions.0.query.weight', 'encoder.mid_block.attentions.0.to_q.weight'],
    ['decoder.mid_block.attentions.0.proj_attn.bias', 'decoder.mid_block.attentions.0.to_out.0.bias'],
    ['text_model.embeddings.position_ids', undefined],
  ])('%s: %s', async (stored, wanted) => {
    writeZeros(join(folder.path, 'model.safetensors'), { [stored]: [2, 2] });
    expect([...((await weightsOfPart(folder.path))?.tensors.keys() ?? [])]).toEqual(wanted ? [wanted] : []);
  });

  test('and attention of a VAE is a matrix', async () => {
    const name = 'decoder.mid_block.attentions.0.to_v.weight';
    writeZeros(join(folder.path, 'model.safetensors'), { [name]: [4, 4, 1, 1] });
    expect((await weightsOfPart(folder.path))?.tensors.get(name)?.shape).toEqual([4, 4]);
  });
});
