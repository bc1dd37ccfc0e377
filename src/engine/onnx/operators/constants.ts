import type { Graph, Value } from '../graph.ts';

/** A scalar float32. */
export function scalar(graph: Graph, value: number): Value {
  return floats(graph, [], [value]);
}

export function floats(graph: Graph, shape: readonly number[], values: ArrayLike<number>): Value {
  return graph.constant('float32', shape, new Uint8Array(Float32Array.from(values).buffer));
}

/** int64 on one axis: lengths, positions. */
export function wholes(graph: Graph, values: readonly number[]): Value {
  return graph.constant('int64', [values.length], wholeBytes(values));
}

/** A scalar int64. */
export function wholeScalar(graph: Graph, value: number): Value {
  return graph.constant('int64', [], wholeBytes([value]));
}

function wholeBytes(values: readonly number[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
}
