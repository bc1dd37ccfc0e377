import { ksDistance } from '../../src/geometry/analysis/ksDistance.ts';
import { meanDifference } from '../../src/geometry/attribute.ts';
import { maskedBlend } from '../../src/geometry/directions/maskedBlend.ts';
import { expFrom, logBetween, transportBetween } from '../../src/geometry/latentSphere.ts';
import { lerp } from '../../src/geometry/lerp.ts';
import { multiSlerp } from '../../src/geometry/multiSlerp.ts';
import { gramSchmidt } from '../../src/geometry/orthogonalise.ts';
import { path } from '../../src/geometry/path.ts';
import { shellScore } from '../../src/geometry/shell.ts';
import { slerp } from '../../src/geometry/slerp.ts';
import { distance, dot, norm } from '../../src/geometry/vector.ts';
import { weightedBlend } from '../../src/geometry/weightedBlend.ts';

export type Result = number | Float32Array | readonly Float32Array[];

/** One kernel on one batch item: what peer.py knows by the same name. */
export interface Case {
  readonly name: string;
  /** Vectors of d numbers that it reads. */
  readonly rows: number;
  run(rows: readonly Float32Array[]): Result;
}

const shares = [0.4, 0.3, 0.2, 0.1];

export const cases: readonly Case[] = [
  of('lerp', 2, ([a, b]) => lerp(a, b, 0.3)),
  of('slerp', 2, ([a, b]) => slerp(a, b, 0.3)),
  of('slerp path of 8', 2, ([a, b]) => path(a, b, 8)),
  of('multi-slerp of 4', 4, (rows) => multiSlerp(rows, shares)),
  of('log map', 2, ([a, b]) => logBetween(a, b).tangent),
  of('exp map', 2, ([a, v]) => expFrom(a, v).point),
  of('parallel transport', 3, ([a, b, v]) => transportBetween(a, b, v).tangent),
  of('weighted blend of 4', 4, (rows) => weightedBlend(rows, shares).point),
  of('Gram-Schmidt of 4', 4, (rows) => gramSchmidt(rows)),
  of('attribute mean of 4 + 4', 8, (rows) => {
    return new Float32Array(meanDifference({ positive: rows.slice(0, 4), negative: rows.slice(4) }));
  }),
  of('mask', 3, ([a, b, mask]) => maskedBlend(a, b, mask.subarray(0, mask.length / 4))),
  of('norm', 1, ([a]) => norm(a)),
  of('dot', 2, ([a, b]) => dot(a, b)),
  of('distance', 2, ([a, b]) => distance(a, b)),
  of('shell z-score', 1, ([a]) => shellScore(a)),
  of('KS distance', 1, ([a]) => ksDistance(a)),
];

type Rows = readonly [Float32Array, Float32Array, Float32Array, ...Float32Array[]];

function of(name: string, rows: number, run: (rows: Rows) => Result): Case {
  return { name, rows, run: (given) => run(given as unknown as Rows) };
}
