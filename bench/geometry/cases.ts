import { ksDistance } from '../../src/geometry/analysis/ksDistance.ts';
import { meanDifference } from '../../src/geometry/attribute.ts';
import { maskedBlend } from '../../src/geometry/directions/maskedBlend.ts';
import { expFrom, logBetween, transportBetween } from '../../src/geometry/latentSphere.ts';
import { lerp } from '../../src/geometry/lerp.ts';
import { multiSlerp } from '../../src/geometry/multiSlerp.ts';
import { gramSchmidt } from '../../src/geometry/orthogonalise.ts';
import { shellScore } from '../../src/geometry/shell.ts';
import { slerp, slerpBetween } from '../../src/geometry/slerp.ts';
import { distance, dot, norm } from '../../src/geometry/vector.ts';
import { weightedBlend } from '../../src/geometry/weightedBlend.ts';
import { finish } from '../../src/tensor/work.ts';

export type Result = number | Float32Array | readonly Float32Array[];

/** One kernel on one batch item: what peer.py knows by the same name. */
export interface Case {
  readonly name: string;
  /** Vectors of d numbers that it reads, and that it gives. */
  readonly reads: number;
  readonly gives: number;
  /** @param out where results go, `gives` rows. */
  run(rows: readonly Float32Array[], out: readonly Float32Array[]): Result;
}

const shares = [0.4, 0.3, 0.2, 0.1];

export const cases: readonly Case[] = [
  vector('lerp', 2, ([a, b], out) => lerp(a, b, 0.3, out)),
  vector('slerp', 2, ([a, b], out) => slerp(a, b, 0.3, {}, out)),
  { name: 'slerp path of 8', reads: 2, gives: 8, run: (rows, out) => pathOf(rows as Rows, out) },
  vector('multi-slerp of 4', 4, (rows, out) => multiSlerp(rows, shares, 'mean', out)),
  vector('log map', 2, ([a, b], out) => logBetween(a, b, out).tangent),
  vector('exp map', 2, ([a, v], out) => expFrom(a, v, 0, out).point),
  vector('parallel transport', 3, ([a, b, v], out) => transportBetween(a, b, v, { out }).tangent),
  vector('weighted blend of 4', 4, (rows, out) => weightedBlend(rows, shares, out).point),
  { name: 'Gram-Schmidt of 4', reads: 4, gives: 4, run: gramSchmidt },
  vector('attribute mean of 4 + 4', 8, (rows, out) =>
    finish(meanDifference({ positive: rows.slice(0, 4), negative: rows.slice(4) }, out)),
  ),
  vector('mask', 3, ([a, b, mask], out) => maskedBlend(a, b, mask.subarray(0, mask.length / 4), out)),
  number('norm', 1, ([a]) => norm(a)),
  number('dot', 2, ([a, b]) => dot(a, b)),
  number('distance', 2, ([a, b]) => distance(a, b)),
  number('shell z-score', 1, ([a]) => shellScore(a)),
  number('KS distance', 1, ([a]) => ksDistance(a)),
];

type Rows = readonly [Float32Array, Float32Array, Float32Array, ...Float32Array[]];

function vector(name: string, reads: number, run: (rows: Rows, out: Float32Array) => Float32Array): Case {
  return { name, reads, gives: 1, run: (rows, [out]) => run(rows as Rows, out as Float32Array) };
}

function number(name: string, reads: number, run: (rows: Rows) => number): Case {
  return { name, reads, gives: 0, run: (rows) => run(rows as Rows) };
}

function pathOf([a, b]: Rows, out: readonly Float32Array[]): readonly Float32Array[] {
  const at = slerpBetween(a, b);
  return out.map((frame, index) => at(index / (out.length - 1), frame));
}
