import { encodeModel } from '../../onnx/encodeModel.ts';
import { createGraph, type Graph, type Value } from '../../onnx/graph.ts';
import { silu } from '../../onnx/operators/activations.ts';
import { add, multiply, product, softmax } from '../../onnx/operators/arithmetic.ts';
import { floats } from '../../onnx/operators/constants.ts';
import { convolution } from '../../onnx/operators/images.ts';
import { reshape, transpose } from '../../onnx/operators/shapes.ts';

const CHANNELS = 320;
const WIDER = 4;

/** Shape of the input `x` and of the output `y`. */
export function speedShape(side: number): readonly number[] {
  return [1, CHANNELS, side, side];
}

/**
 * A block as Stable Diffusion's network has them: a convolution, attention between all places and two matrix products, in standard
 * operators. With a side of 32, as for pictures of 256 x 256, it is 5 billion operations and takes two cores of a plain CPU 50 to 100 ms:
 * long beside the tenths of a millisecond that a graphics card takes to begin.
 */
export function speedNetwork(side: number): Uint8Array {
  const graph = createGraph();
  const shape = speedShape(side);
  const x = graph.input({ name: 'x', type: 'float32', shape });
  const blurred = silu(convolution(x, weights(graph, [CHANNELS, CHANNELS, 3, 3]), undefined, { padding: 1 }));
  const tokens = transpose(reshape(blurred, [1, CHANNELS, side * side]), [0, 2, 1]);
  const attended = add(attend(tokens), tokens);
  const wide = silu(product(attended, weights(graph, [CHANNELS, CHANNELS * WIDER])));
  const narrow = add(product(wide, weights(graph, [CHANNELS * WIDER, CHANNELS])), attended);
  const y = reshape(transpose(narrow, [0, 2, 1]), shape);
  graph.output(y, { name: 'y', type: 'float32', shape });
  return encodeModel(graph.model());
}

/** What it is fed. */
export function speedInput(side: number): Float32Array {
  return wave(CHANNELS * side * side, 1);
}

/** softmax(x xᵀ / √d) x, as one head. */
function attend(tokens: Value): Value {
  const scores = multiply(product(tokens, transpose(tokens, [0, 2, 1])), 1 / Math.sqrt(CHANNELS));
  return product(softmax(scores), tokens);
}

/** Of such a size that what flows neither dies away nor grows. The first axis of a kernel is its output, that of a matrix its input. */
function weights(graph: Graph, shape: readonly number[]): Value {
  const size = shape.reduce((product, length) => product * length, 1);
  const inputs = shape.length === 2 ? (shape[0] ?? 1) : size / (shape[0] ?? 1);
  return floats(graph, shape, wave(size, Math.sqrt(2 / inputs)));
}

/** Numbers without a pattern that matters, the same everywhere. */
function wave(length: number, height: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => height * Math.sin(index * index * 0.618 + index));
}
