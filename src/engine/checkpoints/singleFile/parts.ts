import type { Guess } from '../configs/guess.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';
import type { CheckpointPart } from './checkpoint.ts';
import type { Components, Place } from './components.ts';
import { configure } from './configure.ts';
import { type FoundNetwork, type NetworkKind, networkIn } from './networkLayouts.ts';
import type { EncoderRecipe, Recipe } from './recipe.ts';

interface FoundParts {
  readonly parts: readonly (readonly [part: string, CheckpointPart])[];
  readonly missing: readonly string[];
  readonly guesses: readonly Guess[];
}

/** The VAE and the text encoders in a checkpoint, and which of them it lacks. */
export function partsBesides(recipe: Recipe, components: Components, file: string): FoundParts {
  const encoders = recipe.encoders.map((encoder) => encoderOf(encoder, components, file));
  return together([vaeOf(recipe, components, file), ...encoders]);
}

function together(all: readonly FoundParts[]): FoundParts {
  return {
    parts: all.flatMap(({ parts }) => parts),
    missing: all.flatMap(({ missing }) => missing),
    guesses: all.flatMap(({ guesses }) => guesses),
  };
}

function vaeOf(recipe: Recipe, components: Components, file: string): FoundParts {
  const network = networkAt(components, ['vae'], 'vae');
  if (!network) return { parts: [], missing: ['vae'], guesses: [] };
  const { config, guesses } = configure(network, file);
  const part = { file, weights: network.tensors, config: { ...config, ...recipe.vae } };
  return { parts: [['vae', part]], missing: [], guesses: guesses.map((guess) => ({ part: 'vae', ...guess })) };
}

function encoderOf(recipe: EncoderRecipe, components: Components, file: string): FoundParts {
  const { part, places, kind, projecting, optional } = recipe;
  const network = networkAt(components, places, kind);
  if (!network) return { parts: [], missing: optional ? [] : [part], guesses: [] };
  const used = { ...network, tensors: usedTensors(network.tensors, recipe) };
  const { config, guesses } = configure(used, file, projecting);
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
