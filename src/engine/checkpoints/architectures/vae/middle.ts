import type { Value } from '../../../onnx/graph.ts';
import { add } from '../../../onnx/operators/arithmetic.ts';
import { attend } from '../../layers/attention.ts';
import { linear } from '../../layers/linear.ts';
import { type Groups, groupNorm } from '../../layers/normalisation.ts';
import { resnet } from '../../layers/resnet.ts';
import { pixelsAsTokens, tokensAsPixels } from '../../layers/tokens.ts';
import type { Scope } from '../../network/scope.ts';
import type { VaeConfig } from './vaeConfig.ts';

export function vaeNorm({ norm_num_groups: groups }: VaeConfig): Groups {
  return { groups, epsilon: 1e-6 };
}

/** The middle of encoder and decoder: a residual block, attention of one head over all pixels, a residual block. */
export function middle(scope: Scope, x: Value, channels: number, config: VaeConfig): Value {
  const norm = vaeNorm(config);
  const shape = { channels, out: channels, norm };
  const before = resnet(scope.at('resnets', 0), x, shape);
  const attended = config.mid_block_add_attention
    ? pixelAttention(scope.at('attentions', 0), before, channels, norm)
    : before;
  return resnet(scope.at('resnets', 1), attended, shape);
}

function pixelAttention(scope: Scope, x: Value, width: number, norm: Groups): Value {
  const tokens = pixelsAsTokens(groupNorm(scope.at('group_norm'), x, width, norm), width);
  const project = (name: string) => linear(scope.at(name), tokens, width, width);
  const attended = attend(project('to_q'), project('to_k'), project('to_v'), { count: 1, width });
  return add(tokensAsPixels(linear(scope.at('to_out', 0), attended, width, width), x), x);
}
