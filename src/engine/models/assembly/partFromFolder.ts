import { basename, join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../../graph/problem.ts';
import { builtSource } from '../../checkpoints/builtSource.ts';
import { weightsFile } from '../../checkpoints/folders/weightsFile.ts';
import { weightsOfPart } from '../../checkpoints/folders/weightsOfPart.ts';
import { checkWantedPart, ordinal } from '../../checkpoints/singleFile/checkWantedPart.ts';
import type { EncoderRecipe } from '../../checkpoints/singleFile/recipe.ts';
import { encoderOf, vaeConventions, type WantedPart } from '../../checkpoints/singleFile/wantedPart.ts';
import type { WeightTable } from '../../checkpoints/weights.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import { clipFamilyOf } from '../families/clips/index.ts';
import type { ModelFile } from '../layouts/modelLayout.ts';
import { continuingNetwork, exportedNetwork, namesIn } from '../layouts/partFolder.ts';
import { folderHolding } from '../layouts/partPlaces.ts';
import { readOptionalJson } from '../readJson.ts';
import { continuing, networkParts } from './networkParts.ts';
import type { TakenPart } from './takenPart.ts';

type Config = Readonly<Record<string, unknown>>;

export async function partFromFolder(model: string, wanted: WantedPart): Promise<TakenPart> {
  const folder = await folderHolding(model, encoderOf(wanted) ? 'text_encoder' : 'vae');
  const place = await placeOf(folder, wanted);
  const config = await configOf(place, wanted);
  refuseClips(config, place, wanted);
  const networks = await networksOf(folder, place, wanted);
  if (networks.size === 0) throw withoutPart(folder, wanted);
  checkWantedPart(wanted, config, place);
  return { config: { ...config, ...wanted.said }, networks, files: await filesOf(networks, wanted.part), notes: [] };
}

/** The folder with the config.json of the part: a subfolder of a whole model, or the folder itself. */
async function placeOf(folder: string, wanted: WantedPart): Promise<string> {
  const encoder = encoderOf(wanted);
  const names = await namesIn(folder);
  if (!encoder) return join(folder, ['vae', 'vae_decoder'].find((name) => names.includes(name)) ?? '');
  const subfolders = names.filter((name) => /^text_encoder(_\d)?$/.test(name)).sort();
  const places = (subfolders.length > 0 ? subfolders : ['']).map((name) => join(folder, name));
  const described = await Promise.all(
    places.map(async (place): Promise<Config & { place: string }> => ({ ...(await plainConfig(place)), place })),
  );
  const fitting = described.filter((config) => kindOf(config) === encoder.kind);
  const width = wanted.own.hidden_size ?? encoder.width;
  const best =
    fitting.find((config) => config.hidden_size === width) ??
    fitting.find(({ place }) => basename(place) === wanted.part) ??
    fitting[0];
  if (!best) throw withoutPart(folder, wanted);
  return best.place;
}

function kindOf({ model_type: type, d_model: width }: Config): EncoderRecipe['kind'] {
  return (typeof type === 'string' && type.includes('t5')) || width !== undefined ? 't5' : 'clip';
}

async function networksOf(
  folder: string,
  place: string,
  wanted: WantedPart,
): Promise<ReadonlyMap<string, NetworkSource>> {
  const found = networkParts(wanted.part).map(async (part): Promise<[string, NetworkSource][]> => {
    const exported = await exportedNetwork(part.startsWith('vae_') ? join(folder, part) : place);
    const network = exported ?? (await networkOverWeights(place, part, wanted));
    const next = exported && wanted.takesClips ? await continuingNetwork(exported) : undefined;
    return [...named(part, network), ...named(continuing(part), next)];
  });
  return new Map((await Promise.all(found)).flat());
}

function named(name: string, network: NetworkSource | undefined): [string, NetworkSource][] {
  return network ? [[name, network]] : [];
}

async function networkOverWeights(place: string, part: string, wanted: WantedPart): Promise<NetworkSource | undefined> {
  const file = await weightsFile(place);
  if (file === undefined) return undefined;
  const config = { ...(await configOf(place, wanted)), ...wanted.said };
  return builtSource({
    part,
    file,
    reading: JSON.stringify(config),
    async read() {
      const weights = (await weightsOfPart(place))?.tensors ?? new Map();
      return { part, file, config, weights: usedWeights(weights, wanted) };
    },
  });
}

/** Encoders of one kind are used with and without their projection. */
function usedWeights(weights: WeightTable, wanted: WantedPart): WeightTable {
  if (encoderOf(wanted)?.projecting !== false) return weights;
  return new Map([...weights].filter(([name]) => name !== 'text_projection.weight'));
}

async function configOf(place: string, wanted: WantedPart): Promise<Config> {
  const config = await plainConfig(place);
  const encoder = encoderOf(wanted);
  if (!encoder) return { ...vaeConventions(wanted), ...config };
  if (encoder.kind === 't5') return config;
  return { ...config, architectures: [encoder.projecting ? 'CLIPTextModelWithProjection' : 'CLIPTextModel'] };
}

async function plainConfig(place: string): Promise<Config> {
  const config = (await readOptionalJson(join(place, 'config.json'), z.looseObject({}))) ?? {};
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));
}

/** As a model calls the files of its own part, so that the same VAE has the same latents wherever it was taken from. */
async function filesOf(networks: ReadonlyMap<string, NetworkSource>, part: string): Promise<ModelFile[]> {
  const found = new Map<string, string>();
  for (const [network, source] of networks) {
    const isExported = source.changeable === undefined;
    for (const path of await filesBeside(source)) {
      found.set(`${isExported ? network : part}/${basename(path)}`, path);
    }
  }
  return [...found].map(([name, path]) => ({ name, path }));
}

async function filesBeside(network: NetworkSource): Promise<string[]> {
  const files = await network.files();
  const config = join(network.file, '..', 'config.json');
  const there = (await namesIn(join(network.file, '..'))).includes('config.json');
  return there ? [config, ...files] : [...files];
}

/** An autoencoder of clips looks like one of pictures by the names of its networks. */
function refuseClips(config: Config, place: string, { takesClips, recipe }: WantedPart): void {
  const family = clipFamilyOf(config);
  if (!family || takesClips) return;
  throw new ArcspaceError(
    'unsupported-model',
    `The VAE in ${basename(place)} is one of clips (${family.title}), and ${recipe.title} works with pictures.`,
    'Open it with Load VAE, its latents scaled as its folder says.',
    { file: place },
  );
}

function withoutPart(folder: string, { part, recipe }: WantedPart): ArcspaceError {
  const name = ordinal(part);
  return new ArcspaceError(
    'missing-model-file',
    `The folder ${basename(folder)} holds no ${name} for a ${recipe.title} model.`,
    'Choose another file or folder, or copy this folder again.',
    { file: folder },
  );
}
