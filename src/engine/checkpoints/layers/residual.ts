import type { Value } from '../../onnx/graph.ts';
import { add } from '../../onnx/operators/arithmetic.ts';

/** What a block says, added to what it read; in float32, since what transformers add up over their blocks can go beyond float16. */
export function residual(x: Value, ...said: readonly Value[]): Value {
  return x.graph.inSingle(() => said.reduce(add, x));
}
