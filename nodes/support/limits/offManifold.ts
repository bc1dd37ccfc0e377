import { distance, norm } from '../../../src/geometry/vector.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { mean } from '../sequenceMotion.ts';
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
    departures.push(await departureAt(strength, whole.direction, scenes, bench));
  }
  return { name, departures };
}

async function departureAt(
  strength: number,
  direction: Tensor,
  scenes: readonly Tensor[],
  bench: Bench,
): Promise<Departure> {
  const found: Omit<Departure, 'strength'>[] = [];
  for (const scene of scenes) {
    const point = moved(scene, strength, direction);
    const { picture, latents } = await roundTrip(bench, point);
    const again = await decoded(bench.vae, latents, bench.context);
    found.push({
      norm: ratio(norm(point.data), norm(scene.data)),
      away: ratio(distance(latents.data, point.data), norm(point.data)),
      reconstruction: distance(again.data, picture.data) / Math.sqrt(picture.data.length),
    });
    await bench.tick();
  }
  const over = (figure: keyof (typeof found)[number]) => mean(found.map((each) => each[figure])) ?? 0;
  return { strength, norm: over('norm'), away: over('away'), reconstruction: over('reconstruction') };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** What is too little to be looked at, where decoding and encoding again leads hardly away at strength 0. */
const negligible = 0.02;

/** Up to which strength, from 0 upwards, points are led away less than twice as far as the scenes themselves. */
export function reachOf({ departures }: OffManifold): number {
  const base = departures.find(({ strength }) => strength === 0)?.away ?? 0;
  const upwards = departures.filter(({ strength }) => strength >= 0);
  const beyond = upwards.findIndex(({ away }) => away > Math.max(2 * base, negligible));
  return upwards.at(beyond === -1 ? -1 : Math.max(0, beyond - 1))?.strength ?? 0;
}
