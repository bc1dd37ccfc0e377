import type { Value } from '../../onnx/graph.ts';
import { reshape } from '../../onnx/operators/shapes.ts';
import type { Scope } from '../network/scope.ts';
import { attend, type Heads } from './attention.ts';
import { linear } from './linear.ts';
import { rmsNorm } from './normalisation.ts';
import { type Rotation, rotated } from './rotation.ts';

/** How the tokens of a transformer attend to each other. */
export interface AttentionKind {
  readonly heads: Heads;
  /** Whether the queries and keys of each head are normalised. */
  readonly normalised: boolean;
  /** How positions turn queries and keys. */
  readonly rotation?: Rotation | undefined;
}

/** Queries, keys and values [B, N, width] each. */
export type Projections = readonly [queries: Value, keys: Value, values: Value];

/** Names of the layers that project; the names of the norms say which of the projections they are of. */
export interface ProjectionNames {
  readonly layers: readonly [string, string, string];
  readonly norms: readonly [string, string];
}

export const ownProjections: ProjectionNames = { layers: ['to_q', 'to_k', 'to_v'], norms: ['norm_q', 'norm_k'] };

export function projections(
  scope: Scope,
  x: Value,
  { heads, normalised }: AttentionKind,
  { layers, norms }: ProjectionNames = ownProjections,
): Projections {
  const [queries, keys, values] = layers.map((name) => linear(scope.at(name), x, heads.width, heads.width));
  const normed = (value: Value | undefined, norm: string) =>
    normalised ? normByHead(scope.at(norm), value as Value, heads) : (value as Value);
  return [normed(queries, norms[0]), normed(keys, norms[1]), values as Value];
}

function normByHead(scope: Scope, x: Value, { count, width }: Heads): Value {
  const size = width / count;
  return reshape(rmsNorm(scope, reshape(x, [0, 0, count, size]), size, 1e-6), [0, 0, width]);
}

export function attendTo([queries, keys, values]: Projections, { heads, rotation }: AttentionKind): Value {
  if (!rotation) return attend(queries, keys, values, heads);
  return attend(rotated(queries, rotation, heads), rotated(keys, rotation, heads), values, heads);
}
