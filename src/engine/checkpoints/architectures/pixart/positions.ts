import type { Value } from '../../../onnx/graph.ts';
import { add, divide, multiply } from '../../../onnx/operators/arithmetic.ts';
import { wholes } from '../../../onnx/operators/constants.ts';
import {
  asScalar,
  cast,
  concatenate,
  countingTo,
  expand,
  parts,
  reshape,
  withAxes,
} from '../../../onnx/operators/shapes.ts';
import { waves } from '../../layers/timeEmbedding.ts';
import type { PixartConfig } from './pixartConfig.ts';

/**
 * Where each patch of a grid (int64 [2]: rows, columns) lies, [1, N, width]: sines and cosines of its column, then of its row. A grid of any size is laid over that of training,
 * so that its far ends are at the same places (diffusers' PatchEmbed).
 */
export function patchPositions(grid: Value, config: PixartConfig, width: number): Value {
  const [down, across] = parts(grid, 2, 0).map((count) => along(count, config, width / 2)) as [Value, Value];
  const half = (axis: Value, place: number) => expand(withAxes(axis, [place]), shapeOf(grid, width / 2));
  return reshape(concatenate([half(across, 0), half(down, 1)], 2), [1, -1, width]);
}

function shapeOf(grid: Value, width: number): Value {
  return concatenate([grid, wholes(grid.graph, [width])], 0);
}

/** Of as many places along an axis, int64 [1]: [count, width]. */
function along(count: Value, { sample_size, patch_size, interpolation_scale }: PixartConfig, width: number): Value {
  const scale = interpolation_scale ?? Math.max(Math.floor(sample_size / 64), 1);
  const span = Math.floor(sample_size / patch_size) / scale;
  const places = cast(countingTo(asScalar(count)), 'float32');
  const spread = divide(multiply(places, span), cast(count, 'float32'));
  return waves(withAxes(spread, [1]), { width, cosineFirst: false, shift: 0 });
}

/** Tokens [B, N, width] with where they lie. */
export function placed(tokens: Value, grid: Value, config: PixartConfig, width: number): Value {
  return add(tokens, patchPositions(grid, config, width));
}
