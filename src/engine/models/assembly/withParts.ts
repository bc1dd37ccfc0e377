import { z } from 'zod';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { ChosenPart } from '../../checkpoints/singleFile/checkpoint.ts';
import { ordinal } from '../../checkpoints/singleFile/checkWantedPart.ts';
import type { Recipe } from '../../checkpoints/singleFile/recipe.ts';
import { recipeFor } from '../../checkpoints/singleFile/recipes/index.ts';
import { loadShippedTokenizer } from '../../tokenizer/shippedTokenizer.ts';
import type { ModelFamily } from '../families/family.ts';
import type { ModelLayout } from '../layouts/modelLayout.ts';
import { configOfPart } from './configOfPart.ts';
import { networkParts, partOfNetwork } from './networkParts.ts';
import type { TakenPart } from './takenPart.ts';
import { takePart } from './takePart.ts';

const anyConfig = z.looseObject({});

/**
 * A model with other files and folders in place of some of its parts, or of parts that it lacks.
 * @param chosen by part.
 * @throws ArcspaceError for parts that models of the family do not have, and for those of other models.
 */
export async function withParts(
  base: ModelLayout,
  family: ModelFamily,
  chosen: ReadonlyMap<string, ChosenPart>,
): Promise<ModelLayout> {
  const recipe = recipeFor(family.denoiser.className, (await base.config(family.denoiser.part, anyConfig)) ?? {});
  const taken = await takeParts(base, recipe, family.title, chosen);
  const takenFor = (network: string) => taken.get(partOfNetwork(network));
  const takenFiles = [...taken.values()].flatMap(({ files }) => files);
  const assumed = [...taken].flatMap(([part, { assumed: said }]) => (said ? [[assumedName(part), said]] : []));
  const network: ModelLayout['network'] = async (part) =>
    takenFor(part) ? takenFor(part)?.networks.get(part) : base.network(part);
  return {
    ...base,
    sketch: {
      ...base.sketch,
      parts: new Set([...base.sketch.parts, ...taken.keys()]),
      whenMixed: 'choose parts that belong together in Load model from parts',
    },
    notes: [...base.notes, ...[...taken.values()].flatMap(({ notes }) => notes)],
    network,
    requireNetwork: async (part) => (await network(part)) ?? base.requireNetwork(part),
    async config(part, schema) {
      const own = takenFor(part);
      return own ? configOfPart(own, part, schema) : base.config(part, schema);
    },
    async tokenizer(part, kind) {
      return base.tokenizer(part, kind).catch((thrown) => {
        const encoder = recipe?.encoders.find(({ tokenizer }) => tokenizer === part);
        const own = encoder && taken.get(encoder.part);
        if (!own || !isMissing(thrown)) throw thrown;
        const place = own.files[0]?.path ?? part;
        return { place, load: (positions: number) => loadShippedTokenizer(encoder, positions) };
      });
    },
    async files(parts, tokenizers) {
      const others = parts.filter((part) => !takenFor(part));
      return [...(await base.files(others, tokenizers)), ...takenFiles];
    },
    owns(part, name) {
      const isTaken = (of: TakenPart) => of.files.some((file) => file.name === name);
      const own = takenFor(part);
      if (own) return isTaken(own) || name === assumedName(partOfNetwork(part));
      return base.owns(part, name) && ![...taken.values()].some(isTaken) && !assumed.some(([known]) => known === name);
    },
    assumed: { ...base.assumed, ...Object.fromEntries(assumed) },
  };
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof ArcspaceError && thrown.code === 'missing-model-file';
}

function assumedName(part: string): string {
  return `${part}/(assumed)`;
}

async function takeParts(
  base: ModelLayout,
  recipe: Recipe | undefined,
  title: string,
  chosen: ReadonlyMap<string, ChosenPart>,
): Promise<ReadonlyMap<string, TakenPart>> {
  const taken = new Map<string, TakenPart>();
  for (const [part, { path, said }] of chosen) {
    if (!recipe || !hasPart(recipe, part)) throw withoutSuch(recipe?.title ?? title, part);
    const own = (await base.config(networkParts(part).at(-1) ?? part, anyConfig)) ?? {};
    taken.set(part, await takePart(path, { part, recipe, own, said }));
  }
  return taken;
}

function hasPart({ encoders }: Recipe, part: string): boolean {
  return part === 'vae' || encoders.some((encoder) => encoder.part === part);
}

function withoutSuch(title: string, part: string): ArcspaceError {
  return new ArcspaceError(
    'invalid-value',
    `${title} models have no ${ordinal(part)}.`,
    `Choose "Of the model" for the ${ordinal(part)}.`,
    { port: part },
  );
}
