import type { Value } from '../../../onnx/graph.ts';
import { add, divide, multiply, subtract } from '../../../onnx/operators/arithmetic.ts';
import { wholes } from '../../../onnx/operators/constants.ts';
import {
  asScalar,
  concatenate,
  countingTo,
  entriesAt,
  lengths,
  parts,
  reshape,
  transpose,
} from '../../../onnx/operators/shapes.ts';
import { conv } from '../../layers/convolution.ts';
import { pixelsAsTokens } from '../../layers/tokens.ts';
import type { Scope } from '../../network/scope.ts';
import type { Sd3Config } from './sd3Config.ts';

/** Height and width of latents [B, C, H, W] in patches, int64 of two elements. */
export function gridOf(latents: Value, { patch_size }: Pick<Sd3Config, 'patch_size'>): Value {
  return divide(lengths(latents, 2, 4), wholes(latents.graph, [patch_size, patch_size]));
}

/** The patches of latents as tokens [B, N, width], each with where it lies. */
export function patchTokens(scope: Scope, latents: Value, grid: Value, config: Sd3Config, width: number): Value {
  const { patch_size: size, in_channels } = config;
  const patches = conv(scope.at('proj'), latents, in_channels, width, { size, stride: size });
  return add(pixelsAsTokens(patches, width), positions(scope, grid, config, width));
}

/**
 * The middle of a table of positions, as large as the grid, [1, N, width]. It is read row by row and column by column: beyond the table there are
 * none, and the runtime says so.
 */
function positions(scope: Scope, grid: Value, { pos_embed_max_size: most }: Sd3Config, width: number): Value {
  const { graph } = scope;
  const table = scope.weight('pos_embed', [1, most * most, width], { as: [most, most, width] });
  const starts = divide(subtract(wholes(graph, [most, most]), grid), wholes(graph, [2, 2]));
  const [rows, columns] = rangesFrom(starts, grid) as [Value, Value];
  return reshape(entriesAt(entriesAt(table, rows, 0), columns, 1), [1, -1, width]);
}

/** For each axis its places from a start on. */
function rangesFrom(starts: Value, counts: Value): Value[] {
  const perAxis = (value: Value) => parts(value, 2, 0).map(asScalar);
  const countOf = perAxis(counts);
  return perAxis(starts).map((start, axis) => add(start, countingTo(countOf[axis] as Value)));
}

/** Tokens [B, N, size · size · C] as latents [B, C, H, W]. */
export function patchesAsLatents(tokens: Value, grid: Value, size: number, channels: number): Value {
  const { graph } = tokens;
  const keep = wholes(graph, [0]);
  const apart = reshape(tokens, concatenate([keep, grid, wholes(graph, [size, size, channels])], 0));
  const pixels = multiply(grid, wholes(graph, [size, size]));
  const shape = concatenate([keep, wholes(graph, [channels]), pixels], 0);
  return reshape(transpose(apart, [0, 5, 1, 3, 2, 4]), shape);
}
