import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { deadLink } from '../networkFiles/modelFileErrors.ts';
import { readJson } from './readJson.ts';

/** The networks of a Stable Diffusion 1 or 2 model in the Diffusers ONNX layout, each in a subfolder of its own. */
const networkParts = ['text_encoder', 'unet', 'vae_encoder', 'vae_decoder'] as const;
export type NetworkPart = (typeof networkParts)[number];

/** The file of each network. Without a VAE encoder a model does everything but encode pictures. */
export type NetworkFiles = Readonly<Record<Exclude<NetworkPart, 'vae_encoder'>, string>> & {
  readonly vae_encoder: string | undefined;
};

/**
 * Finds the networks of a model, and looks whether it has the other parts and is of a kind that Arcspace runs.
 * @throws ArcspaceError naming the missing or unsupported part.
 */
export async function findParts(folder: string): Promise<NetworkFiles> {
  await readJson(join(folder, 'model_index.json'), z.looseObject({}));
  refuseOtherFamilies(folder);
  const networks = {
    text_encoder: await networkFile(folder, 'text_encoder'),
    unet: await networkFile(folder, 'unet'),
    vae_encoder: await bestNetwork(join(folder, 'vae_encoder')),
    vae_decoder: await networkFile(folder, 'vae_decoder'),
  };
  const tokenizer = await namesIn(join(folder, 'tokenizer'));
  if (tokenizer.includes('tokenizer.json') || tokenizer.includes('vocab.json')) return networks;
  throw missing(folder, 'tokenizer/vocab.json');
}

async function networkFile(folder: string, part: NetworkPart): Promise<string> {
  const file = await bestNetwork(join(folder, part));
  if (file) return file;
  throw (await deadLink(join(folder, part))) ?? (await withoutNetwork(folder, part));
}

/** Endings that Optimum and transformers.js give to networks of other precisions, the most precise first. */
const precisions = ['', '_fp32', '_fp16', '_quantized', '_int8', '_uint8', '_q8', '_q4', '_q4f16', '_bnb4'];
const usualNames = precisions.map((precision) => `model${precision}.onnx`);

/** The most precise of the networks in a folder; one of another name when there is no usual one. */
async function bestNetwork(folder: string): Promise<string | undefined> {
  const names = (await namesIn(folder)).filter((name) => extname(name) === '.onnx').sort();
  const best = usualNames.find((name) => names.includes(name)) ?? names[0];
  return best && join(folder, best);
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function refuseOtherFamilies(folder: string): void {
  const has = (part: string) => existsSync(join(folder, part));
  const family = has('transformer') ? 'Stable Diffusion 3 or FLUX' : has('text_encoder_2') ? 'Stable Diffusion XL' : '';
  if (!family) return;
  throw new ArcspaceError(
    'unsupported-model',
    `${basename(folder)} is a ${family} model, which Arcspace does not run yet.`,
    'Use a Stable Diffusion 1 or 2 model in the Diffusers ONNX layout.',
    { file: folder },
  );
}

const pytorch = ['.safetensors', '.bin', '.pt', '.pth', '.ckpt'];

async function withoutNetwork(folder: string, part: NetworkPart): Promise<ArcspaceError> {
  const weights = (await namesIn(join(folder, part))).find((name) => pytorch.includes(extname(name)));
  if (!weights) return missing(folder, `${part}/model.onnx`);
  return new ArcspaceError(
    'unsupported-model',
    `The model ${basename(folder)} has PyTorch weights (${part}/${weights}) and no ONNX networks.`,
    `Export it with Optimum: optimum-cli export onnx --model "${folder}" "${folder}-onnx"`,
    { file: join(folder, part, weights) },
  );
}

function missing(folder: string, part: string): ArcspaceError {
  return new ArcspaceError(
    'missing-model-file',
    `The model ${basename(folder)} has no ${part}.`,
    'Copy the whole model folder again, or export it in the Diffusers ONNX layout.',
    { file: join(folder, part) },
  );
}
