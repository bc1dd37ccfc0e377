import type { Value } from '../../onnx/graph.ts';
import { silu } from '../../onnx/operators/activations.ts';
import { add } from '../../onnx/operators/arithmetic.ts';
import { withAxes } from '../../onnx/operators/shapes.ts';
import type { Scope } from '../network/scope.ts';
import { conv, kernel1, kernel3 } from './convolution.ts';
import { linear } from './linear.ts';
import { type Groups, groupNorm } from './normalisation.ts';

/** What a block tells its layers about the time: silu of an embedding [1 or B, width]. */
export interface TimeSignal {
  readonly value: Value;
  readonly width: number;
}

export interface ResnetShape {
  readonly channels: number;
  readonly out: number;
  readonly norm: Groups;
}

/** The residual block of diffusers' ResnetBlock2D (He et al. 2015, with the time added between its convolutions as in Ho et al. 2020). */
export function resnet(scope: Scope, x: Value, { channels, out, norm }: ResnetShape, time?: TimeSignal): Value {
  const first = conv(scope.at('conv1'), silu(groupNorm(scope.at('norm1'), x, channels, norm)), channels, out, kernel3);
  const timed = time ? add(first, timeBias(scope, time, out)) : first;
  const second = conv(scope.at('conv2'), silu(groupNorm(scope.at('norm2'), timed, out, norm)), out, out, kernel3);
  const skip = channels === out ? x : conv(scope.at('conv_shortcut'), x, channels, out, kernel1);
  return add(skip, second);
}

function timeBias(scope: Scope, { value, width }: TimeSignal, out: number): Value {
  return withAxes(linear(scope.at('time_emb_proj'), value, width, out), [2, 3]);
}
