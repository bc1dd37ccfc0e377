import { correlation } from '../../../src/geometry/analysis/correlation.ts';
import { cosineMatrix } from '../../../src/geometry/orthogonalise.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import type { Subject } from './subject.ts';

export interface Pair {
  readonly first: string;
  readonly second: string;
  /** Cosine of the two directions. */
  readonly cosine: number;
  /** How many scenes there are. */
  readonly scenes: number;
  /** Correlation of what the two probes read over the scenes; undefined where they are too few, or one probe reads the same in all. */
  readonly correlation: number | undefined;
  /** How large a correlation so many scenes show by chance; undefined where they are too few to tell. */
  readonly chance: number | undefined;
}

/** With fewer scenes nearly every correlation may be chance. */
export const fewestScenes = 5;

/**
 * The largest correlation that 19 of 20 samples without any stay below, by Fisher's transformation: atanh r is nearly normal with
 * a variance of 1 / (n - 3) (Fisher 1921, "On the probable error of a coefficient of correlation").
 */
function chanceOf(scenes: number): number | undefined {
  return scenes < fewestScenes ? undefined : Math.tanh(1.96 / Math.sqrt(scenes - 3));
}

/** How much each two attributes have to do with each other: as directions, and in the scenes. */
export function independenceOf(subjects: readonly Subject[], scenes: readonly Tensor[]): Pair[] {
  const cosines = cosineMatrix(subjects.map(({ whole }) => whole.direction.data));
  const readings = subjects.map(({ whole }) => scenes.map(({ data }) => whole.judge.read(data)));
  return subjects.flatMap(({ name: first }, i) =>
    subjects.slice(i + 1).map(({ name: second }, offset) => {
      const j = i + 1 + offset;
      return {
        first,
        second,
        cosine: cosines[i]?.[j] ?? 0,
        correlation: correlation(readings[i] ?? [], readings[j] ?? []),
        scenes: scenes.length,
        chance: chanceOf(scenes.length),
      };
    }),
  );
}
