import type { LoadedModel } from '../../../src/diffusion/model.ts';
import { CLEAN } from '../../../src/diffusion/noiseLevel.ts';
import type { Context } from '../../../src/graph/context.ts';
import type { Latents } from '../../../src/graph/values.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { weightedSum } from '../../../src/tensor/weightedSum.ts';
import { decodeItems } from '../pictures/decodeItems.ts';
import { encodeItem } from '../pictures/encodeItem.ts';
import { editedWalk, type Walk } from '../sampling/editedWalk.ts';
import type { AttributeSets } from './attributeSets.ts';

/** Where a direction is added: to clean latents, or at a step of a walk that then goes on to the clean end. */
export type Place = 'clean' | number;

export interface Trial {
  readonly attribute: string;
  readonly place: Place;
  readonly strength: number;
  /** Share of the unseen pictures without the attribute that are judged to have it afterwards. */
  readonly success: number;
  /** Share of judgements of the other attributes that turned; undefined without others. */
  readonly leakage: number | undefined;
  /** The first of the edited pictures, [1, 3, H, W]. */
  readonly example: Tensor;
}

export interface Trials {
  readonly vae: LoadedModel['vae'];
  readonly walk: Omit<Walk, 'index' | 'count'>;
  readonly attributes: readonly AttributeSets[];
  readonly places: readonly Place[];
  /** Without 0, which every place is tried with to begin with. */
  readonly strengths: readonly number[];
}

/**
 * Tries each direction on the pictures that it has not seen. Every result is decoded and encoded again before it is judged:
 * what counts is what can be seen. Leakage is counted against the same way with strength 0.
 */
export async function tried(trials: Trials, context: Context): Promise<Trial[]> {
  const quiet = { ...context, progress: async () => {} };
  const results: Trial[] = [];
  const total = trials.attributes.length * trials.places.length * (trials.strengths.length + 1);
  for (const attribute of trials.attributes) {
    for (const place of trials.places) {
      const before = await judgements(trials, attribute, place, 0, quiet);
      for (const strength of [0, ...trials.strengths]) {
        const after = strength === 0 ? before : await judgements(trials, attribute, place, strength, quiet);
        results.push(trialOf(trials, attribute, place, strength, before, after));
        await context.progress({ step: results.length, of: total });
      }
    }
  }
  return results;
}

interface Judgements {
  /** Whether each judge (column) finds its attribute in each edited picture (row). */
  readonly found: readonly (readonly boolean[])[];
  readonly example: Tensor;
}

async function judgements(
  { vae, walk, attributes, places: _, strengths: __ }: Trials,
  attribute: AttributeSets,
  place: Place,
  strength: number,
  context: Context,
): Promise<Judgements> {
  const found: boolean[][] = [];
  let example: Tensor | undefined;
  for (const item of attribute.unseen.negative) {
    const edited = await editedItem(walk, item, attribute, place, strength, context);
    const picture = await decodeItems(vae, [edited], context);
    const { data } = await encodeItem(vae, picture, { fit: 'crop' }, context);
    found.push(attributes.map(({ judge }) => judge.read(data) > 0));
    example ??= picture;
  }
  return { found, example: example as Tensor };
}

async function editedItem(
  walk: Trials['walk'],
  item: Tensor,
  { direction }: AttributeSets,
  place: Place,
  strength: number,
  context: Context,
): Promise<Tensor> {
  if (place === 'clean') {
    return weightedSum([
      [1, item],
      [strength, direction.tensor],
    ]);
  }
  const start: Latents = { tensor: item, level: CLEAN, space: direction.space };
  const edit = { step: place, strength, shares: [1], direction };
  return (await editedWalk({ ...walk, index: 0, count: 1 }, start, edit, context)).tensor;
}

function trialOf(
  { attributes }: Trials,
  attribute: AttributeSets,
  place: Place,
  strength: number,
  before: Judgements,
  after: Judgements,
): Trial {
  const own = attributes.indexOf(attribute);
  const turned = after.found.flatMap((row, picture) =>
    row.flatMap((judged, judge) => (judge === own ? [] : [judged !== before.found[picture]?.[judge]])),
  );
  const success = share(after.found.map((row) => row[own] === true)) ?? 0;
  return { attribute: attribute.name, place, strength, success, leakage: share(turned), example: after.example };
}

/** The strength that was tried nearest to one whole step; 0 is only what it is compared with. */
export function wholeStep(trials: readonly Trial[]): number {
  const strengths = trials.map(({ strength }) => strength).filter((strength) => strength !== 0);
  return strengths.reduce((near, strength) => (Math.abs(strength - 1) < Math.abs(near - 1) ? strength : near));
}

/** Of true values; undefined of none. */
export function share(values: readonly boolean[]): number | undefined {
  return values.length > 0 ? values.filter(Boolean).length / values.length : undefined;
}
