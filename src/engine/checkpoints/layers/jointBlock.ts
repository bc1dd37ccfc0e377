import type { Value } from '../../onnx/graph.ts';
import { multiply } from '../../onnx/operators/arithmetic.ts';
import { after, concatenate, first, lengths } from '../../onnx/operators/shapes.ts';
import type { Scope } from '../network/scope.ts';
import { feedForward } from './feedForward.ts';
import { type AttentionKind, attendTo, type Projections, projections } from './headAttention.ts';
import { linear } from './linear.ts';
import { finalNorm, modulated, modulation } from './modulation.ts';
import { residual } from './residual.ts';

/** Tokens of the picture and of the prompt, [B, N, width] and [B, S, width]. */
export interface Streams {
  readonly image: Value;
  readonly text: Value;
}

export interface JointKind extends AttentionKind {
  /** The last block of SD3 leaves the prompt behind. */
  readonly dropsText?: boolean;
  /** In some blocks of SD3.5 the picture attends to itself once more. */
  readonly isDual?: boolean;
}

const addedProjections = {
  layers: ['add_q_proj', 'add_k_proj', 'add_v_proj'],
  norms: ['norm_added_q', 'norm_added_k'],
} as const;

/**
 * A block of MMDiT (Esser et al. 2024, figure 2): picture and prompt have weights of their own and attend to each other. `told` is silu of what
 * the transformer is told, [B, width].
 */
export function jointBlock(scope: Scope, { image, text }: Streams, told: Value, kind: JointKind): Streams {
  const { width } = kind.heads;
  const seen = adaptive(scope.at('norm1'), image, told, width, kind.isDual ? 9 : 6);
  const read = kind.dropsText
    ? { normed: finalNorm(scope.at('norm1_context'), text, told, width) }
    : adaptive(scope.at('norm1_context'), text, told, width, 6);
  const attention = scope.at('attn');
  const attended = attendTogether(attention, { image: seen.normed, text: read.normed }, kind);

  const more = seen.again ? secondAttention(scope.at('attn2'), seen.again, kind) : [];
  const gains = [multiply(seen.gate, linear(attention.at('to_out', 0), attended.image, width, width)), ...more];
  const answer = forward(scope.at('ff'), residual(image, ...gains), seen.forward, width);
  if (!('gate' in read)) return { image: answer, text };
  const gain = multiply(read.gate, linear(attention.at('to_add_out'), attended.text, width, width));
  return { image: answer, text: forward(scope.at('ff_context'), residual(text, gain), read.forward, width) };
}

/** What a stream is normalised to before it attends, and what happens to it afterwards. */
interface Adaptive {
  readonly normed: Value;
  readonly gate: Value;
  readonly forward: readonly [shift: Value, scale: Value, gate: Value];
  readonly again: { readonly normed: Value; readonly gate: Value } | undefined;
}

function adaptive(scope: Scope, x: Value, told: Value, width: number, count: 6 | 9): Adaptive {
  const vectors = modulation(scope.at('linear'), told, width, count);
  const [shift, scale, gate, shiftForward, scaleForward, gateForward] = vectors as [Value, ...Value[]] & Six;
  const [shiftAgain, scaleAgain, gateAgain] = vectors.slice(6);
  return {
    normed: modulated(x, width, scale, shift),
    gate,
    forward: [shiftForward, scaleForward, gateForward],
    again:
      shiftAgain && scaleAgain && gateAgain
        ? { normed: modulated(x, width, scaleAgain, shiftAgain), gate: gateAgain }
        : undefined,
  };
}

type Six = readonly [Value, Value, Value, Value, Value, Value];

function secondAttention(scope: Scope, { normed, gate }: { normed: Value; gate: Value }, kind: JointKind): [Value] {
  const { width } = kind.heads;
  const attended = attendTo(projections(scope, normed, kind), kind);
  return [multiply(gate, linear(scope.at('to_out', 0), attended, width, width))];
}

/** Both streams as one sequence, the prompt first. */
function attendTogether(scope: Scope, { image, text }: Streams, kind: JointKind): Streams {
  const ofImage = projections(scope, image, kind);
  const ofText = projections(scope, text, kind, addedProjections);
  const together = ofText.map((part, i) => concatenate([part, ofImage[i] as Value], 1));
  const attended = attendTo(together as unknown as Projections, kind);
  const count = lengths(text, 1, 2);
  return { text: first(attended, count, 1), image: after(attended, count, 1) };
}

function forward(scope: Scope, x: Value, [shift, scale, gate]: Adaptive['forward'], width: number): Value {
  return residual(x, multiply(gate, feedForward(scope, modulated(x, width, scale, shift), width)));
}
