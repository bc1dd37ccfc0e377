import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../../graph/problem.ts';
import { deadLink } from '../../networkFiles/modelFileErrors.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import { loadPromptTokenizer } from '../../tokenizer/promptTokenizer.ts';
import type { TokenizerKind } from '../../tokenizer/tokenizerFiles.ts';
import type { FolderSketch } from '../families/family.ts';
import { readJson, readOptionalJson } from '../readJson.ts';
import type { ModelFile, ModelLayout } from './modelLayout.ts';
import { exportedNetwork, namesIn, networkOverWeights } from './partFolder.ts';
import { type PartPlaces, partPlaces, sharingSchema } from './partPlaces.ts';

const indexSchema = sharingSchema.extend({ _class_name: z.string().optional() });
const classSchema = z.looseObject({ _class_name: z.string().optional() });

/**
 * A model in the layout of Diffusers: each part in a subfolder of its own, or in that of a model whose parts it shares.
 * @throws ArcspaceError for a folder whose model_index.json is missing or broken.
 */
export async function folderLayout(folder: string): Promise<ModelLayout> {
  const index = await readJson(join(folder, 'model_index.json'), indexSchema);
  const places = await partPlaces(folder, index._parts_of);
  const network = (part: string) => networkOf(places, part);
  return {
    index,
    notes: [],
    chosen: new Map(),
    sketch: await sketchOf(folder, places, index._class_name),
    network,
    requireNetwork: async (part) => (await network(part)) ?? (await noNetwork(places, part)),
    config: (part, schema) => configOf(places, part, schema),
    async scheduler() {
      const file = join(places.of('scheduler'), 'scheduler_config.json');
      return { file, config: await readJson(file, z.looseObject({})) };
    },
    async tokenizer(part, kind) {
      const place = places.of(part);
      await requireTokenizer(place, kind);
      return { place, load: (positions) => loadPromptTokenizer(place, kind, positions) };
    },
    files: (parts, tokenizers) => filesOf(places, folder, parts, tokenizers),
    owns: (part, name) => name.startsWith(`${part}/`) || name.startsWith(`${checkpointPart(part)}/`),
  };
}

async function sketchOf(
  folder: string,
  { names: parts, of }: PartPlaces,
  className: string | undefined,
): Promise<FolderSketch> {
  const denoiser = parts.has('transformer') ? 'transformer' : 'unet';
  const config = await readOptionalJson(join(of(denoiser), 'config.json'), classSchema);
  return {
    folder,
    name: basename(folder),
    pipeline: className?.replace(/^(ORT|Onnx|OV)(?=[A-Z])/, ''),
    parts,
    denoiserClass: config?._class_name,
    whenMixed: 'copy the whole model folder again',
  };
}

/** Folders of PyTorch hold the whole VAE as one part. */
function checkpointPart(part: string): string {
  return part.startsWith('vae_') ? 'vae' : part;
}

/** An ONNX network where there is one, else weights to build one over. */
async function networkOf({ of }: PartPlaces, part: string): Promise<NetworkSource | undefined> {
  return (await exportedNetwork(of(part))) ?? (await networkOverWeights(of(checkpointPart(part)), part));
}

/** That of the network in use. */
async function configOf<S extends z.ZodType>(
  { of }: PartPlaces,
  part: string,
  schema: S,
): Promise<z.output<S> | undefined> {
  const own = await readOptionalJson(join(of(part), 'config.json'), schema);
  const other = checkpointPart(part);
  return own === undefined && other !== part ? readOptionalJson(join(of(other), 'config.json'), schema) : own;
}

/** Files of a precision that is not used, pictures and readmes are none. */
async function filesOf(
  places: PartPlaces,
  folder: string,
  parts: readonly string[],
  tokenizers: readonly string[],
): Promise<ModelFile[]> {
  const networks = await Promise.all(parts.map(async (part) => (await networkOf(places, part))?.files() ?? []));
  const configured = new Set(parts.flatMap((part) => [part, checkpointPart(part)]));
  const configs = await Promise.all([...configured].map((part) => configIn(places.of(part))));
  const texts = await Promise.all([...tokenizers, 'scheduler'].map((part) => filesIn(places.of(part))));
  const paths = [join(folder, 'model_index.json'), ...networks.flat(), ...configs.flat(), ...texts.flat()];
  return [...new Set(paths)].map((path) => ({ name: places.nameOf(path), path }));
}

async function configIn(part: string): Promise<string[]> {
  return (await filesIn(part)).filter((path) => path === join(part, 'config.json'));
}

async function filesIn(folder: string): Promise<string[]> {
  return (await namesIn(folder)).map((name) => join(folder, name));
}

const tokenizerFiles = ['tokenizer.json', 'vocab.json', 'spiece.model'];

async function requireTokenizer(place: string, kind: TokenizerKind): Promise<void> {
  const names = await namesIn(place);
  if (tokenizerFiles.some((name) => names.includes(name))) return;
  throw missing(place, kind === 't5' ? 'tokenizer.json' : 'vocab.json');
}

async function noNetwork({ of }: PartPlaces, part: string): Promise<never> {
  throw (await deadLink(of(part))) ?? missing(of(part), 'model.onnx');
}

function missing(place: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'missing-model-file',
    `The model ${basename(dirname(place))} has no ${basename(place)}/${file}.`,
    'Copy the whole model folder again, or export it in the Diffusers ONNX layout.',
    { file: join(place, file) },
  );
}
