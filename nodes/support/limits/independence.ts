import { correlation } from '../../../src/geometry/analysis/linearFit.ts';
import { cosineMatrix } from '../../../src/geometry/orthogonalise.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import type { Subject } from './subject.ts';

export interface Pair {
  readonly first: string;
  readonly second: string;
  /** Cosine of the two directions. */
  readonly cosine: number;
  /** Correlation of what the two probes read over the scenes; undefined where there are too few. */
  readonly correlation: number | undefined;
  /** How large a correlation so few scenes show by chance: twice its standard error, 2 / sqrt(n). */
  readonly chance: number;
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
        chance: 2 / Math.sqrt(scenes.length),
      };
    }),
  );
}
