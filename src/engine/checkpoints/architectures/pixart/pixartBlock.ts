import type { Value } from '../../../onnx/graph.ts';
import { add, multiply } from '../../../onnx/operators/arithmetic.ts';
import { parts } from '../../../onnx/operators/shapes.ts';
import { attend } from '../../layers/attention.ts';
import { feedForward } from '../../layers/feedForward.ts';
import { ownProjections, projections } from '../../layers/headAttention.ts';
import { linear } from '../../layers/linear.ts';
import { modulated } from '../../layers/modulation.ts';
import { residual } from '../../layers/residual.ts';
import type { Scope } from '../../network/scope.ts';
import type { PixartConfig } from './pixartConfig.ts';

/** What the blocks read beside the picture. */
export interface Told {
  /** The time as shifts, scales and gates, [B, 6, width]: one for all blocks, which have tables of their own. */
  readonly time: Value;
  /** [B, S, cross_attention_dim] */
  readonly prompt: Value;
  /** Added to the scores of a patch and a token, [B, 1, N, S]: nothing for tokens, much less for padding. */
  readonly hiding: Value;
}

/** A block of PixArt (Chen et al., arXiv 2310.00426, figure 4): the picture attends to itself, then to the prompt. */
export function pixartBlock(scope: Scope, x: Value, { time, prompt, hiding }: Told, config: PixartConfig): Value {
  const { num_attention_heads: count, attention_head_dim, cross_attention_dim } = config;
  const heads = { count, width: count * attention_head_dim };
  const { width } = heads;
  const vectors = parts(add(scope.weight('scale_shift_table', [6, width]), time), 6, 1);
  const [shift, scale, gate, shiftForward, scaleForward, gateForward] = vectors as unknown as Six;

  const own = scope.at('attn1');
  const [queries, keys, values] = projections(own, modulated(x, width, scale, shift), { heads, normalised: false });
  const seen = linear(own.at('to_out', 0), attend(queries, keys, values, heads), width, width);
  const looked = residual(x, multiply(gate, seen));

  const cross = scope.at('attn2');
  const [askedBy, ...fromPrompt] = ownProjections.layers;
  const asked = linear(cross.at(askedBy), looked, width, width);
  const [names, content] = fromPrompt.map((name) => linear(cross.at(name), prompt, cross_attention_dim, width));
  const answered = attend(asked, names as Value, content as Value, heads, { bias: hiding });
  const heard = residual(looked, linear(cross.at('to_out', 0), answered, width, width));

  const forward = feedForward(scope.at('ff'), modulated(heard, width, scaleForward, shiftForward), width);
  return residual(heard, multiply(gateForward, forward));
}

type Six = readonly [Value, Value, Value, Value, Value, Value];
