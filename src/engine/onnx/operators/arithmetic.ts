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

export function subtract(a: Value, b: Value): Value {
  return a.graph.node('Sub', [a, b]);
}

/** Whole numbers are rounded towards zero. */
export function divide(a: Value, b: Value): Value {
  return a.graph.node('Div', [a, b]);
}

/** Within these bounds, scalars of its type. */
export function clip(x: Value, lowest: Value, highest: Value): Value {
  return x.graph.node('Clip', [x, lowest, highest]);
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

/** Booleans, element by element: a >= b. */
export function atLeast(a: Value, b: Value): Value {
  return a.graph.node('GreaterOrEqual', [a, b]);
}

/** a where the condition holds, b elsewhere; shapes are broadcast. */
export function choose(condition: Value, a: Value, b: Value): Value {
  return condition.graph.node('Where', [condition, a, b]);
}

/** a bᵀ of a matrix b [n, m], which is read as it lies: a matrix that is transposed when a session opens is there twice meanwhile. */
export function productWithTransposed(a: Value, b: Value): Value {
  return a.graph.node('com.microsoft/FusedMatMul', [a, b], { transB: 1 });
}

/** Product of matrices, the last two axes. */
export function product(a: Value, b: Value): Value {
  return a.graph.node('MatMul', [a, b]);
}

/** Over the last axis. */
export function softmax(x: Value): Value {
  return x.graph.node('Softmax', [x], { axis: -1 });
}
