import type { Value } from '../graph.ts';
import { float } from '../onnxModel.ts';

/** x · sigmoid(x) */
export function silu(x: Value): Value {
  return sigmoidUnit(x, 1);
}

/** x · sigmoid(1.702 x), the approximation of GELU that OpenAI trained CLIP with. */
export function quickGelu(x: Value): Value {
  return sigmoidUnit(x, 1.702);
}

/** x · Φ(x), exact. */
export function gelu(x: Value): Value {
  return x.graph.node('Gelu', [x], { approximate: 'none' });
}

/** The approximation of GELU by a tanh (Hendrycks and Gimpel 2016). */
export function tanhGelu(x: Value): Value {
  return x.graph.node('Gelu', [x], { approximate: 'tanh' });
}

export function relu(x: Value): Value {
  return x.graph.node('Relu', [x]);
}

/** x · sigmoid(alpha x) */
function sigmoidUnit(x: Value, alpha: number): Value {
  return x.graph.node('com.microsoft/QuickGelu', [x], { alpha: float(alpha) });
}
