import type { Precision } from '../../protocol/types.ts';

/** Data types of onnx.proto3 that weights are stored in. Whole numbers of 32 and 64 bits are shapes and positions. */
const storedAs: Readonly<Record<number, Precision>> = {
  1: 'float32',
  2: 'int8',
  3: 'int8',
  10: 'float16',
  11: 'float64',
  16: 'bfloat16',
  17: 'float8',
  18: 'float8',
  19: 'float8',
  20: 'float8',
  21: 'int4',
  22: 'int4',
};

/** ONNX Runtime's quantizers put two numbers of 4 bits into a byte and say so in the name of the tensor. */
const packedName = /_(Q4|Bnb4)/i;

/** How a tensor is stored; undefined for one that holds no weights. */
export function storedPrecision(dataType: number, name: string): Precision | undefined {
  const precision = storedAs[dataType];
  return precision === 'int8' && packedName.test(name) ? 'int4' : precision;
}

/** The precision that takes the most bytes. */
export function mostBytes(bytes: ReadonlyMap<Precision, number>): Precision | undefined {
  return [...bytes].sort(([, a], [, b]) => b - a)[0]?.[0];
}
