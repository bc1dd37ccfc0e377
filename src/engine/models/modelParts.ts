import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { deadLink } from '../networkFiles/modelFileErrors.ts';
import type { EncoderPart, FolderSketch, ModelFamily } from './families/family.ts';
import { familyOf } from './families/index.ts';
import { readJson, readOptionalJson } from './readJson.ts';

/** The parts of a model in the Diffusers ONNX layout, each in a subfolder of its own. */
export interface ModelParts {
  readonly sketch: FolderSketch;
  readonly family: ModelFamily;
  /** model_index.json */
  readonly index: Readonly<Record<string, unknown>>;
  /** The file of each network that the model must have, by its folder: text encoders, denoiser, vae_decoder. */
  readonly networks: Readonly<Record<string, string>>;
  /** Without a VAE encoder a model does everything but encode pictures. */
  readonly vaeEncoder: string | undefined;
  /** The text encoders that this model has. */
  readonly encoders: readonly EncoderPart[];
}

const indexSchema = z.looseObject({ _class_name: z.string().optional() });
const classSchema = z.looseObject({ _class_name: z.string().optional() });

/**
 * Finds the parts of a model, and looks whether it is of a kind that Arcspace runs.
 * @throws ArcspaceError naming the missing or unsupported part.
 */
export async function findParts(folder: string): Promise<ModelParts> {
  const { index, sketch, family } = await recognise(folder);
  const encoders = family.encoders.filter((part) => hasEncoder(part, sketch, index));
  const wanted = [...encoders.map(({ network }) => network), family.denoiser.part, 'vae_decoder'];
  const networks: Record<string, string> = {};
  for (const part of wanted) networks[part] = await networkFile(folder, part);
  for (const encoder of encoders) await requireTokenizer(folder, encoder);
  return { sketch, family, index, networks, vaeEncoder: await bestNetwork(join(folder, 'vae_encoder')), encoders };
}

/** The kind of a model, whether or not all of it is there. @throws ArcspaceError when it is of none that Arcspace runs. */
export async function recognise(folder: string): Promise<Pick<ModelParts, 'index' | 'sketch' | 'family'>> {
  const index = await readJson(join(folder, 'model_index.json'), indexSchema);
  const sketch = await sketchOf(folder, index._class_name);
  return { index, sketch, family: familyOf(sketch) };
}

async function sketchOf(folder: string, className: string | undefined): Promise<FolderSketch> {
  const parts = new Set(await namesIn(folder));
  const denoiser = parts.has('transformer') ? 'transformer' : 'unet';
  const config = await readOptionalJson(join(folder, denoiser, 'config.json'), classSchema);
  return {
    folder,
    name: basename(folder),
    pipeline: className?.replace(/^(ORT|Onnx|OV)(?=[A-Z])/, ''),
    parts,
    denoiserClass: config?._class_name,
  };
}

/** A part that some models do without is missing only where the index says that this one has it. */
function hasEncoder({ network, optional }: EncoderPart, { parts }: FolderSketch, index: ModelParts['index']): boolean {
  const declared = index[network];
  const absent = !Array.isArray(declared) || declared.every((name) => name === null);
  return !optional || parts.has(network) || !absent;
}

async function networkFile(folder: string, part: string): Promise<string> {
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

const tokenizerFiles = ['tokenizer.json', 'vocab.json', 'spiece.model'];

async function requireTokenizer(folder: string, { tokenizer, kind }: EncoderPart): Promise<void> {
  const names = await namesIn(join(folder, tokenizer));
  if (tokenizerFiles.some((name) => names.includes(name))) return;
  throw missing(folder, `${tokenizer}/${kind === 't5' ? 'tokenizer.json' : 'vocab.json'}`);
}

const pytorch = ['.safetensors', '.bin', '.pt', '.pth', '.ckpt'];

async function withoutNetwork(folder: string, part: string): Promise<ArcspaceError> {
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
