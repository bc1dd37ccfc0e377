import { encodeMessage, type Message } from './protobuf.ts';

const FLOAT = 1;

/**
 * A network of one convolution and one matrix product, the two operations that a diffusion model lives on: what answers
 * it correctly, with the fall back to the CPU forbidden, really runs. Input `x` [1, 1, 4, 4], output `y` [1, 1, 2, 2].
 * Field numbers are those of onnx.proto3.
 */
export function probeNetwork(): Uint8Array {
  const graph: Message = [
    [1, node('Conv', ['x', 'kernel'], 'h')],
    [1, node('MatMul', ['h', 'matrix'], 'y')],
    [2, 'probe'],
    [5, weights('kernel', [1, 1, 3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1])],
    [5, weights('matrix', [2, 2], [0, 1, 1, 0])],
    [11, value('x', [1, 1, 4, 4])],
    [12, value('y', [1, 1, 2, 2])],
  ];
  return encodeMessage([
    [1, 8],
    [7, graph],
    [8, [[2, 13]]],
  ]);
}

/** For x = 0..15 the convolution gives x[i][j] + x[i+1][j+1] + x[i+2][j+2], the product swaps columns. */
export const probeInput = Float32Array.from({ length: 16 }, (_, i) => i);
export const probeAnswer: readonly number[] = [18, 15, 30, 27];

function node(operation: string, inputs: readonly string[], output: string): Message {
  return [...inputs.map((input) => [1, input] as const), [2, output], [4, operation]];
}

function weights(name: string, dims: readonly number[], values: readonly number[]): Message {
  const raw = new Uint8Array(Float32Array.from(values).buffer);
  return [...dims.map((length) => [1, length] as const), [2, FLOAT], [8, name], [9, raw]];
}

function value(name: string, dims: readonly number[]): Message {
  const shape: Message = dims.map((length) => [1, [[1, length]]] as const);
  const tensorType: Message = [
    [1, FLOAT],
    [2, shape],
  ];
  return [
    [1, name],
    [2, [[1, tensorType]]],
  ];
}
