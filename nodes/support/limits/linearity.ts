import { correlation } from '../../../src/geometry/analysis/correlation.ts';
import { cosine } from '../../../src/geometry/vector.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import { type Bench, moved, roundTrip, type Side, type Subject } from './subject.ts';

export interface Linearity {
  readonly name: string;
  /** How far the probe moves at each strength of the bench, in steps from one class mean to the other. */
  readonly moves: readonly number[];
  /** The strength nearest to 1, at which the gain is measured. */
  readonly strength: number;
  /** Such steps for each unit of that strength. */
  readonly gain: number;
  /** Share of the variance of the moves that a line explains; undefined where nothing moves, and with a single strength. */
  readonly explained: number | undefined;
  /** Cosine of the directions of the two halves. */
  readonly agreement: number;
}

/**
 * Whether v of one half of the pictures moves the probe of the other half: added to pictures without the attribute that it has
 * not seen, decoded, encoded again and read by a discriminant that was taught by the other half; and the same the other way round.
 * @param most how many pictures of each half are moved.
 */
export async function linearityOf({ name, halves }: Subject, most: number, bench: Bench): Promise<Linearity> {
  const [first, second] = halves;
  const there = await movesOf(first, second, { name, most }, bench);
  const back = await movesOf(second, first, { name, most }, bench);
  const moves = there.map((move, index) => (move + (back[index] as number)) / 2);
  const strength = nearestToOne(bench.strengths);
  const straightness = correlation([0, ...bench.strengths], [0, ...moves]);
  return {
    name,
    moves,
    strength,
    gain: (moves[bench.strengths.indexOf(strength)] as number) / strength,
    explained: straightness && straightness ** 2,
    agreement: cosine(first.direction.data, second.direction.data),
  };
}

interface Extent {
  readonly name: string;
  readonly most: number;
}

async function movesOf({ direction }: Side, probed: Side, { name, most }: Extent, bench: Bench): Promise<number[]> {
  const items = probed.negative.slice(0, most);
  const readAt = async (strength: number) => {
    const readings: number[] = [];
    for (const item of items) {
      const { latents } = await roundTrip(bench, moved(item, strength, direction), `${name} at strength ${strength}`);
      readings.push(probed.judge.read(latents.data));
      await bench.tick();
    }
    return mean(readings);
  };
  const before = await readAt(0);
  const moves: number[] = [];
  // The judge reads -1 at the one mean and +1 at the other.
  for (const strength of bench.strengths) moves.push(((await readAt(strength)) - before) / 2);
  return moves;
}

function nearestToOne(strengths: readonly number[]): number {
  return strengths.reduce((near, strength) => (Math.abs(strength - 1) < Math.abs(near - 1) ? strength : near));
}
