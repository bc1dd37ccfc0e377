import { batchItem, batchItems, batchSize, sameShape, stack, type Tensor } from '../tensor/tensor.ts';
import type { Predictions } from './guidance/classifierFree.ts';
import { type Guided, guided } from './guidance/guided.ts';
import { actsAt } from './guidance/interval.ts';
import type { GuidanceMemory } from './guidance/style.ts';
import type { Conditioning, Denoiser, Guidance, LatentSpace } from './model.ts';
import type { NoiseSchedule } from './noiseSchedule.ts';
import { denoisedFrom } from './prediction.ts';

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
  readonly training: NoiseSchedule;
  readonly nativeSize: readonly [height: number, width: number];
  readonly network: Network;
  /** What guidance pushes away from when no negative prompt is wired. Asked for only above scale 1. */
  emptyPrompt(): Promise<Conditioning>;
  preview(latents: Tensor): Promise<Tensor>;
}

/** Hides prediction type and guidance of a raw network behind the one Denoiser interface. */
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
      const acts = guidance.scale > 1 && actsAt(guidance.interval, level);
      const negative = acts ? (guidance.negative ?? (await parts.emptyPrompt())) : undefined;
      const items: Guided[] = [];
      for (const [index, item] of batchItems(x).entries()) {
        signal.throwIfAborted();
        const denoised = (output: Tensor) => denoisedFrom(output, item, level, training.predictionType);
        items.push(await guidedItem(network, item, timestep, guidance, negative, denoised, index));
      }
      remember(guidance.memory, items);
      return stack(items.map(({ denoised }) => denoised));
    },
  };
}

/** One item [1, C, h, w], guided where there is a negative prompt; the bare conditional half without. */
async function guidedItem(
  network: Network,
  item: Tensor,
  timestep: number,
  guidance: Guidance,
  negative: Conditioning | undefined,
  denoised: (output: Tensor) => Tensor,
  index: number,
): Promise<Guided> {
  const { positive, scale, memory } = guidance;
  if (!negative) return { denoised: denoised(await network.run(item, timestep, positive.hidden, positive.pooled)) };
  const predictions = await bothPredictions(network, item, timestep, negative, positive);
  return guided(predictions, scale, guidance, denoised, rememberedItem(memory, index));
}

/** A single remembered item counts for every item of a batch that was made from it. */
function rememberedItem(memory: GuidanceMemory | undefined, index: number): Tensor | undefined {
  const difference = memory?.difference;
  return difference && batchItem(difference, batchSize(difference) === 1 ? 0 : index);
}

function remember(memory: GuidanceMemory | undefined, items: readonly Guided[]): void {
  const differences = items.flatMap(({ difference }) => difference ?? []);
  if (memory && differences.length > 0) memory.difference = stack(differences);
}

/** One batch of two, the negative half first; prompts of different lengths cannot share a batch and go one by one. */
async function bothPredictions(
  network: Network,
  item: Tensor,
  timestep: number,
  negative: Conditioning,
  positive: Conditioning,
): Promise<Predictions> {
  if (!sameShape(negative.hidden, positive.hidden)) {
    return {
      unconditional: await network.run(item, timestep, negative.hidden, negative.pooled),
      conditional: await network.run(item, timestep, positive.hidden, positive.pooled),
    };
  }
  const pooled = negative.pooled && positive.pooled && stack([negative.pooled, positive.pooled]);
  const output = await network.run(stack([item, item]), timestep, stack([negative.hidden, positive.hidden]), pooled);
  const [unconditional, conditional] = batchItems(output);
  if (!unconditional || !conditional) throw new Error('the network answered a batch of two with fewer rows');
  return { unconditional, conditional };
}
