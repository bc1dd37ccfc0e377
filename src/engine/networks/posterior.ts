import type { Posterior } from '../../diffusion/model.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { batchItems, stack, type Tensor, tensor } from '../../tensor/tensor.ts';

/**
 * What an encoder gave, [B, 2C, ...] or [B, C, ...]: mean and log-variance one after the other on the channel axis, or, in old exports, one
 * drawn sample.
 * @throws ArcspaceError for another number of channels.
 */
export function posterior(output: Tensor, channels: number, file: string): Posterior {
  const given = output.shape[1];
  if (given === channels) return { kind: 'sample', sample: output };
  if (given === channels * 2) {
    const halves = batchItems(output).map((item) => splitChannels(item, channels));
    return {
      kind: 'moments',
      mean: stack(halves.map(([mean]) => mean)),
      logVariance: stack(halves.map(([, logVariance]) => logVariance)),
    };
  }
  throw new ArcspaceError(
    'broken-model',
    `The VAE encoder gives ${given} channels, and the model works with ${channels}.`,
    'Copy the model folder again: its VAE encoder belongs to another model.',
    { file },
  );
}

/** [1, 2C, ...] -> two of [1, C, ...]. */
function splitChannels({ data, shape }: Tensor, channels: number): readonly [Tensor, Tensor] {
  const half = [1, channels, ...shape.slice(2)];
  return [tensor(data.slice(0, data.length / 2), half), tensor(data.slice(data.length / 2), half)];
}
