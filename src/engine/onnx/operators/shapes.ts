import type { ElementType } from '../elementTypes.ts';
import { elementTypes } from '../elementTypes.ts';
import type { Value } from '../graph.ts';
import { wholeScalar, wholes } from './constants.ts';

/** 0 keeps the length that an axis has, -1 takes what is left; or the shape as a value. */
export function reshape(x: Value, shape: readonly number[] | Value): Value {
  return x.graph.node('Reshape', [x, isLengths(shape) ? wholes(x.graph, shape) : shape]);
}

function isLengths(shape: readonly number[] | Value): shape is readonly number[] {
  return Array.isArray(shape);
}

/** Axis i of the answer is axis `order[i]` of x. */
export function transpose(x: Value, order: readonly number[]): Value {
  return x.graph.node('Transpose', [x], { perm: order });
}

/** Lengths of the axes from `start` to before `end`, as int64. */
export function lengths(x: Value, start: number, end?: number): Value {
  return x.graph.node('Shape', [x], end === undefined ? { start } : { start, end });
}

export function concatenate(values: readonly [Value, ...Value[]], axis: number): Value {
  return values[0].graph.node('Concat', values, { axis });
}

/** With axes of length 1 made as long as the shape (int64) says. */
export function expand(x: Value, shape: Value): Value {
  return x.graph.node('Expand', [x, shape]);
}

/** The first `count` (int64, one element) entries of an axis. */
export function first(x: Value, count: Value, axis: number): Value {
  return slice(x, wholes(x.graph, [0]), count, axis);
}

/** What follows the first `count` (int64, one element) entries of an axis. */
export function after(x: Value, count: Value, axis: number): Value {
  return slice(x, count, wholes(x.graph, [Number.MAX_SAFE_INTEGER]), axis);
}

function slice(x: Value, start: Value, end: Value, axis: number): Value {
  return x.graph.node('Slice', [x, start, end, wholes(x.graph, [axis])]);
}

/** As many equal parts of an axis. */
export function parts(x: Value, count: number, axis: number): Value[] {
  return x.graph.nodes('Split', [x], { axis, num_outputs: count }, count);
}

/** 0, 1, 2, ... before `count`, a scalar int64. */
export function countingTo(count: Value): Value {
  return count.graph.node('Range', [wholeScalar(count.graph, 0), count, wholeScalar(count.graph, 1)]);
}

/** The only number of a tensor of one axis. */
export function asScalar(x: Value): Value {
  return x.graph.node('Squeeze', [x, wholes(x.graph, [0])]);
}

/** New axes of length 1 at these places of the answer. */
export function withAxes(x: Value, axes: readonly number[]): Value {
  return x.graph.node('Unsqueeze', [x, wholes(x.graph, axes)]);
}

/** The rows of a table at these indices. */
export function rowsAt(table: Value, indices: Value): Value {
  return entriesAt(table, indices, 0);
}

/** The entries of an axis at these indices; ones that are not there are refused. */
export function entriesAt(x: Value, indices: Value, axis: number): Value {
  return x.graph.node('Gather', [x, indices], { axis });
}

/** Of each item of the batch [B, N, ...] the entry at its index [B]: [B, ...]. */
export function entryOfEach(x: Value, index: Value): Value {
  return x.graph.node('GatherND', [x, withAxes(index, [1])], { batch_dims: 1 });
}

/** Where the largest of a row lies, the first of equals: [B, N] to [B]. */
export function indexOfLargest(x: Value): Value {
  return x.graph.node('ArgMax', [x], { axis: 1, keepdims: 0 });
}

export function cast(x: Value, type: ElementType): Value {
  return x.graph.node('Cast', [x], { to: elementTypes[type] });
}
