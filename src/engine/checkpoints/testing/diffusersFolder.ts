import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serializeSafetensors } from '../../../tensor/safetensors.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import { finish } from '../../../tensor/work.ts';
import { exportedWeights } from './exportedWeights.ts';

/** Writes the model of an ONNX folder as the folder of Diffusers with weights that it was exported from. */
export function writeDiffusersFolder(exported: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const part of readdirSync(exported)) {
    if (!existsSync(join(exported, part, 'model.onnx')))
      cpSync(join(exported, part), join(folder, part), { recursive: true });
    else if (!part.startsWith('vae_'))
      writePart(join(exported, part), join(folder, part), exportedPart(join(exported, part)));
  }
  const vae = ['vae_encoder', 'vae_decoder'].map((half) => exportedPart(join(exported, half)));
  writePart(join(exported, 'vae_decoder'), join(folder, 'vae'), new Map(vae.flatMap((weights) => [...weights])));
}

function exportedPart(part: string): Map<string, Tensor> {
  return exportedWeights(join(part, 'model.onnx'));
}

function writePart(from: string, to: string, weights: ReadonlyMap<string, Tensor>): void {
  mkdirSync(to);
  cpSync(join(from, 'config.json'), join(to, 'config.json'));
  const name = /text_encoder/.test(to) ? 'model' : 'diffusion_pytorch_model';
  writeFileSync(join(to, `${name}.safetensors`), finish(serializeSafetensors(weights)));
}
