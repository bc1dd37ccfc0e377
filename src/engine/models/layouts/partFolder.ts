import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { z } from 'zod';
import { builtSource } from '../../checkpoints/builtSource.ts';
import { weightsFile } from '../../checkpoints/folders/weightsFile.ts';
import { weightsOfPart } from '../../checkpoints/folders/weightsOfPart.ts';
import { type NetworkSource, onnxFile } from '../../sessions/networkSource.ts';
import { readJson } from '../readJson.ts';

/** Endings that Optimum and transformers.js give to networks of other precisions, the most precise first. */
const precisions = ['', '_fp32', '_fp16', '_quantized', '_int8', '_uint8', '_q8', '_q4', '_q4f16', '_bnb4'];
const usualNames = precisions.map((precision) => `model${precision}.onnx`);

/** Names in a folder; none where there is no such folder. */
export function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** The most precise of the exported networks in a folder; one of another name when there is no usual one. */
export async function exportedNetwork(folder: string): Promise<NetworkSource | undefined> {
  const names = (await namesIn(folder)).filter((name) => extname(name) === '.onnx').sort();
  const best = usualNames.find((name) => names.includes(name)) ?? names[0];
  return best === undefined ? undefined : onnxFile(join(folder, best));
}

/** Of an exported network of clips, the one beside it that goes on where it ends: next.onnx beside model.onnx, of the same precision. */
export async function continuingNetwork({ file }: NetworkSource): Promise<NetworkSource | undefined> {
  const name = basename(file).replace(/^model/, 'next');
  const there = name !== basename(file) && (await namesIn(dirname(file))).includes(name);
  return there ? onnxFile(join(dirname(file), name)) : undefined;
}

/** A network that is built over the weights in a folder, by its config.json. */
export async function networkOverWeights(folder: string, part: string): Promise<NetworkSource | undefined> {
  const file = await weightsFile(folder);
  if (file === undefined) return undefined;
  return builtSource({
    part,
    file,
    async read() {
      const config = await readJson(join(folder, 'config.json'), z.looseObject({}));
      const weights = await weightsOfPart(folder);
      return { part, file, config, weights: weights?.tensors ?? new Map() };
    },
  });
}
