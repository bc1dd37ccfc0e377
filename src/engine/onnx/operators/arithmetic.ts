import type { Value } from '../graph.ts';
import { scalar } from './constants.ts';

/** Element by element; shapes are broadcast, a number is a float32. */
export function add(a: Value, b: Value | number): Value {
  return a.graph.node('Add', [a, asValue(a, b)]);
}

export function multiply(a: Value, b: Value | number): Value {
  return a.graph.node('Mul', [a, asValue(a, b)]);
}

function asValue(beside: Value, value: Value | number): Value {
  return typeof value === 'number' ? scalar(beside.graph, value) : value;
}

export function sine(x: Value): Value {
  return x.graph.node('Sin', [x]);
}

export function cosine(x: Value): Value {
  return x.graph.node('Cos', [x]);
}

/** Booleans, element by element. */
export function equal(a: Value, b: Value): Value {
  return a.graph.node('Equal', [a, b]);
}

/** Product of matrices: the last two axes, the others broadcast. */
export function matrixProduct(a: Value, b: Value): Value {
  return a.graph.node('MatMul', [a, b]);
}

/** Over the last axis. */
export function softmax(x: Value): Value {
  return x.graph.node('Softmax', [x], { axis: -1 });
}
