import type { Guess, InferredConfig } from '../configs/guess.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';
import type { CheckpointPart } from './checkpoint.ts';
import { checkWantedPart } from './checkWantedPart.ts';
import type { Components, Place } from './components.ts';
import { configure } from './configure.ts';
import { findNetwork } from './findNetwork.ts';
import { type FoundNetwork, type NetworkKind, networkIn } from './networkLayouts.ts';
import type { EncoderRecipe, Recipe } from './recipe.ts';
import type { SettingsBeside } from './settingsBeside.ts';

interface FoundParts {
  readonly parts: readonly (readonly [part: string, CheckpointPart])[];
  readonly missing: readonly string[];
  readonly guesses: readonly Guess[];
}

/** Looks for the weights of a part: where the user says, else in the checkpoint. */
type Locate = (part: string, kind: NetworkKind, places: readonly Place[]) => Promise<LocatedNetwork | undefined>;

/** Looks whether a part that the user chose is one that the model can work with. */
type Check = (part: string, config: InferredConfig['config']) => void;

interface LocatedNetwork {
  readonly network: FoundNetwork;
  readonly file: string;
}

/** The VAE and the text encoders of a checkpoint, and which of them it lacks. @throws ArcspaceError for chosen files that do not hold them. */
export async function partsBesides(
  recipe: Recipe,
  components: Components,
  file: string,
  settings: SettingsBeside,
): Promise<FoundParts> {
  const locate: Locate = async (part, kind, places) => {
    const chosen = settings.fileOf(part);
    if (chosen !== undefined) return { file: chosen, network: await findNetwork(chosen, kind) };
    const network = networkAt(components, places, kind);
    return network && { network, file };
  };
  const check: Check = (part, config) => {
    const chosen = settings.fileOf(part);
    if (chosen !== undefined) checkWantedPart({ part, recipe, own: {} }, config, chosen);
  };
  const encoders = recipe.encoders.map((encoder) => encoderOf(encoder, locate, check));
  return together(await Promise.all([vaeOf(recipe, locate, check), ...encoders]));
}

function together(all: readonly FoundParts[]): FoundParts {
  return {
    parts: all.flatMap(({ parts }) => parts),
    missing: all.flatMap(({ missing }) => missing),
    guesses: all.flatMap(({ guesses }) => guesses),
  };
}

async function vaeOf(recipe: Recipe, locate: Locate, check: Check): Promise<FoundParts> {
  const located = await locate('vae', 'vae', ['vae']);
  if (!located) return { parts: [], missing: ['vae'], guesses: [] };
  const { network, file } = located;
  const { config, guesses } = configure(network, file);
  check('vae', config);
  const part = { file, weights: network.tensors, config: { ...config, ...recipe.vae } };
  return { parts: [['vae', part]], missing: [], guesses: guesses.map((guess) => ({ part: 'vae', ...guess })) };
}

async function encoderOf(recipe: EncoderRecipe, locate: Locate, check: Check): Promise<FoundParts> {
  const { part, places, kind, projecting, optional } = recipe;
  const located = await locate(part, kind, places);
  if (!located) return { parts: [], missing: optional ? [] : [part], guesses: [] };
  const { network, file } = located;
  const used = { ...network, tensors: usedTensors(network.tensors, recipe) };
  const { config, guesses } = configure(used, file, projecting);
  check(part, config);
  return {
    parts: [[part, { file, weights: used.tensors, config }]],
    missing: [],
    guesses: guesses.map((guess) => ({ part, ...guess })),
  };
}

function networkAt({ places }: Components, wanted: readonly Place[], kind: NetworkKind): FoundNetwork | undefined {
  for (const place of wanted) {
    const table = places.get(place);
    const network = table && networkIn(table);
    if (network?.kind === kind) return network;
  }
  return undefined;
}

/** Files of Stable Diffusion 2 hold a last layer and a projection that it does not use. */
export function usedTensors(
  tensors: WeightTable,
  { projecting, layers = Number.POSITIVE_INFINITY }: EncoderRecipe,
): WeightTable {
  const unused = ([name]: readonly [string, StoredTensor]) =>
    (!projecting && name === 'text_projection.weight') ||
    Number(/^text_model\.encoder\.layers\.(\d+)\./.exec(name)?.[1] ?? -1) >= layers;
  return new Map([...tensors].filter((entry) => !unused(entry)));
}
