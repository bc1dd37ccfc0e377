import type { Value } from '../../onnx/graph.ts';
import { add, multiply } from '../../onnx/operators/arithmetic.ts';
import { convolution, type Window } from '../../onnx/operators/images.ts';
import type { LayerAdapter } from '../network/networkAdapters.ts';
import type { Scope } from '../network/scope.ts';

export interface Kernel extends Window {
  /** Height and width of the kernel. */
  readonly size: number;
}

export const kernel1: Kernel = { size: 1 };
/** Keeps height and width. */
export const kernel3: Kernel = { size: 3, padding: 1 };

/** Convolution of [B, channels, H, W] to `out` channels, with a bias, and what LoRAs add to it. */
export function conv(scope: Scope, x: Value, channels: number, out: number, kernel: Kernel): Value {
  const weight = scope.weight('weight', [out, channels, kernel.size, kernel.size]);
  const base = convolution(x, weight, scope.weight('bias', [out]), kernel);
  return scope.adapters().reduce((sum, adapter) => add(sum, lowRank(adapter, x, channels, out, kernel)), base);
}

/** strength · scale · up(down(x)): down has the kernel, or mid where there is one. */
function lowRank(adapter: LayerAdapter, x: Value, channels: number, out: number, kernel: Kernel): Value {
  const { rank, strength } = adapter;
  const { size } = kernel;
  const narrow = adapter.hasMid
    ? convolution(
        convolution(x, adapter.part('down', [rank, channels, 1, 1]), undefined),
        adapter.part('mid', [rank, rank, size, size]),
        undefined,
        kernel,
      )
    : convolution(x, adapter.part('down', [rank, channels, size, size]), undefined, kernel);
  return convolution(multiply(narrow, strength), adapter.part('up', [out, rank, 1, 1]), undefined);
}
