import type { Value } from '../../onnx/graph.ts';
import { silu } from '../../onnx/operators/activations.ts';
import { add } from '../../onnx/operators/arithmetic.ts';
import { reshape } from '../../onnx/operators/shapes.ts';
import type { Scope } from '../network/scope.ts';
import { timeEmbedding, waves } from './timeEmbedding.ts';

export interface TimeAndText {
  /** From 0 to 1000, [1 or B]. */
  readonly timestep: Value;
  /** The guidance scale times 1000 that a distilled model is told, [1 or B]. */
  readonly guidance?: Value | undefined;
  /** [B, pooledWidth] */
  readonly pooled: Value;
  readonly pooledWidth: number;
}

const waveWidth = 256;

/** silu of what a transformer is told of the time, the guidance and the whole prompt: [B, width]. */
export function timeTextEmbedding(scope: Scope, told: TimeAndText, width: number): Value {
  const { timestep, guidance, pooled, pooledWidth } = told;
  const embedded = (name: string, value: Value) => timeEmbedding(scope.at(name), wavesOf(value), waveWidth, width);
  const time = embedded('timestep_embedder', timestep);
  const guided = guidance ? add(time, embedded('guidance_embedder', guidance)) : time;
  return silu(add(guided, timeEmbedding(scope.at('text_embedder'), pooled, pooledWidth, width)));
}

function wavesOf(numbers: Value): Value {
  return waves(reshape(numbers, [-1, 1]), { width: waveWidth, cosineFirst: true, shift: 0 });
}
