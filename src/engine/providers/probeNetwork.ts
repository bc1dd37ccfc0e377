import { encodeModel } from '../onnx/encodeModel.ts';
import type { Initializer, OnnxNode, OnnxValueInfo } from '../onnx/onnxModel.ts';

/**
 * A network of one convolution and one matrix product, the two operations that a diffusion model lives on: what answers
 * it correctly, with the fall back to the CPU forbidden, really runs. Input `x` [1, 1, 4, 4], output `y` [1, 1, 2, 2].
 */
export function probeNetwork(): Uint8Array {
  return encodeModel({
    operatorSets: new Map([['', 13]]),
    nodes: [node('Conv', ['x', 'kernel'], 'h'), node('MatMul', ['h', 'matrix'], 'y')],
    initializers: [
      weights('kernel', [1, 1, 3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
      weights('matrix', [2, 2], [0, 1, 1, 0]),
    ],
    inputs: [value('x', [1, 1, 4, 4])],
    outputs: [value('y', [1, 1, 2, 2])],
  });
}

/** For x = 0..15 the convolution gives x[i][j] + x[i+1][j+1] + x[i+2][j+2], the product swaps columns. */
export const probeInput = Float32Array.from({ length: 16 }, (_, i) => i);
export const probeAnswer: readonly number[] = [18, 15, 30, 27];

function node(operator: string, inputs: readonly string[], output: string): OnnxNode {
  return { operator, domain: '', inputs, outputs: [output], attributes: {} };
}

function weights(name: string, shape: readonly number[], values: readonly number[]): Initializer {
  return { name, type: 'float32', shape, content: new Uint8Array(Float32Array.from(values).buffer) };
}

function value(name: string, shape: readonly number[]): OnnxValueInfo {
  return { name, type: 'float32', shape };
}
