import { batchItems, sameShape, stack, type Tensor } from '../tensor/tensor.ts';
import { weightedSum } from '../tensor/weightedSum.ts';
import type { Conditioning, Denoiser, Guidance, LatentSpace } from './model.ts';
import { denoisedFrom } from './prediction.ts';
import type { TrainingSchedule } from './trainingSchedule.ts';

/** The bare network of a latent diffusion model, whatever runs it. */
export interface Network {
  /**
   * `sample` [n, C, h, w], already scaled to unit variance; `timestep` as the scheduler says it, perhaps fractional;
   * `hidden` [n, S, D]; `pooled` [n, P] where the text encoder gives it. Returns [n, C, h, w], a prediction of the type
   * that the training schedule names.
   */
  run(sample: Tensor, timestep: number, hidden: Tensor, pooled?: Tensor): Promise<Tensor>;
}

export interface NetworkDenoiserParts {
  readonly id: string;
  readonly name: string;
  readonly space: LatentSpace;
  readonly training: TrainingSchedule;
  readonly nativeSize: readonly [height: number, width: number];
  readonly network: Network;
  /** What guidance pushes away from when no negative prompt is wired. Asked for only above scale 1. */
  emptyPrompt(): Promise<Conditioning>;
  preview(latents: Tensor): Promise<Tensor>;
}

/** Hides prediction type and classifier-free guidance of a raw network behind the one Denoiser interface. */
export function networkDenoiser(parts: NetworkDenoiserParts): Denoiser {
  const { id, name, space, training, nativeSize, network } = parts;
  return {
    id,
    name,
    space,
    training,
    nativeSize,
    preview: (latents) => parts.preview(latents),
    async denoise(x, level, timestep, guidance, signal) {
      const negative = guidance.scale > 1 ? (guidance.negative ?? (await parts.emptyPrompt())) : undefined;
      const items: Tensor[] = [];
      for (const item of batchItems(x)) {
        signal.throwIfAborted();
        const output = await guidedOutput(network, item, timestep, guidance, negative);
        items.push(denoisedFrom(output, item, level, training.predictionType));
      }
      return stack(items);
    },
  };
}

/** uncond + scale (cond - uncond) for one item [1, C, h, w] (Ho & Salimans, arXiv 2207.12598); the bare cond up to scale 1. */
async function guidedOutput(
  network: Network,
  item: Tensor,
  timestep: number,
  { positive, scale }: Guidance,
  negative: Conditioning | undefined,
): Promise<Tensor> {
  if (!negative) return network.run(item, timestep, positive.hidden, positive.pooled);
  const [unconditional, conditional] = await bothHalves(network, item, timestep, negative, positive);
  return weightedSum([
    [1 - scale, unconditional],
    [scale, conditional],
  ]);
}

/** One batch of two, the negative half first; prompts of different lengths cannot share a batch and go one by one. */
async function bothHalves(
  network: Network,
  item: Tensor,
  timestep: number,
  negative: Conditioning,
  positive: Conditioning,
): Promise<readonly [Tensor, Tensor]> {
  if (!sameShape(negative.hidden, positive.hidden)) {
    return [
      await network.run(item, timestep, negative.hidden, negative.pooled),
      await network.run(item, timestep, positive.hidden, positive.pooled),
    ];
  }
  const pooled = negative.pooled && positive.pooled && stack([negative.pooled, positive.pooled]);
  const output = await network.run(stack([item, item]), timestep, stack([negative.hidden, positive.hidden]), pooled);
  const [unconditional, conditional] = batchItems(output);
  if (!unconditional || !conditional) throw new Error('the network answered a batch of two with fewer rows');
  return [unconditional, conditional];
}
