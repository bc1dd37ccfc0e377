import { distance, norm } from '../../../src/geometry/vector.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { type Bench, decoded, moved, roundTrip, type Subject } from './subject.ts';

/** How far a moved point is from any that a picture has, at one strength; means over the scenes. */
export interface Departure {
  readonly strength: number;
  /** Norm of the moved point over that of the scene. */
  readonly norm: number;
  /** |E(D(z)) - z| / |z|: how far decoding and encoding again leads away. */
  readonly away: number;
  /** Root mean square difference of the picture and of what the autoencoder makes of it, in colours of 0..1. */
  readonly reconstruction: number;
}

export interface OffManifold {
  readonly name: string;
  /** In the order of the strengths, 0 among them. */
  readonly departures: readonly Departure[];
}

export async function offManifoldOf(
  { name, whole }: Subject,
  scenes: readonly Tensor[],
  bench: Bench,
): Promise<OffManifold> {
  const departures: Departure[] = [];
  for (const strength of [...bench.strengths, 0].toSorted((a, b) => a - b)) {
    departures.push(await departureAt({ name, strength }, whole.direction, scenes, bench));
  }
  return { name, departures };
}

async function departureAt(
  { name, strength }: { readonly name: string; readonly strength: number },
  direction: Tensor,
  scenes: readonly Tensor[],
  bench: Bench,
): Promise<Departure> {
  const found: Omit<Departure, 'strength'>[] = [];
  for (const scene of scenes) {
    const point = moved(scene, strength, direction);
    const place = `${name} at strength ${strength}`;
    const { picture, latents } = await roundTrip(bench, point, place);
    const again = await decoded(bench, latents, place);
    found.push({
      norm: ratio(norm(point.data), norm(scene.data)),
      away: ratio(distance(latents.data, point.data), norm(point.data)),
      reconstruction: distance(again.data, picture.data) / Math.sqrt(picture.data.length),
    });
    await bench.tick();
  }
  const over = (figure: keyof (typeof found)[number]) => mean(found.map((each) => each[figure]));
  return { strength, norm: over('norm'), away: over('away'), reconstruction: over('reconstruction') };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** What is too little to be looked at, where decoding and encoding again leads hardly away at strength 0. */
const negligible = 0.02;

/** How far points can be pushed in one sense: to `strength`, and not to `beyond`, where one of the strengths led too far away. */
export interface Reach {
  readonly strength: number;
  readonly beyond: number | undefined;
}

/**
 * Up to which strength, going away from 0, the round trip leads less than twice as far away as it does for the scenes, or by
 * less than 2 % of the norm.
 * @param sign 1 for the strengths above 0, -1 for those below.
 * @returns undefined where there are none.
 */
export function reachOf({ departures }: OffManifold, sign: 1 | -1): Reach | undefined {
  const base = departures.find(({ strength }) => strength === 0)?.away ?? 0;
  const outwards = departures
    .filter(({ strength }) => sign * strength > 0)
    .toSorted((a, b) => sign * (a.strength - b.strength));
  if (outwards.length === 0) return undefined;
  const beyond = outwards.findIndex(({ away }) => away > Math.max(2 * base, negligible));
  const within = outwards.at(beyond === -1 ? -1 : beyond - 1);
  return {
    strength: beyond === 0 ? 0 : (within?.strength ?? 0),
    beyond: outwards[beyond]?.strength,
  };
}
