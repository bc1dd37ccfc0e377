import { batchItem, batchItems, batchSize, sameShape, stack, type Tensor } from '../tensor/tensor.ts';
import type { Conditioning, Framing, NamedTensors } from './conditioning.ts';
import type { Predictions } from './guidance/classifierFree.ts';
import { type Guided, guided } from './guidance/guided.ts';
import { actsAt } from './guidance/interval.ts';
import { type KnownPicture, withKnown } from './inpainting.ts';
import type { Denoiser, Guidance, GuidanceKind } from './model.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { LatentSize } from './noiseSchedule.ts';
import { denoisedFrom } from './prediction.ts';
import { promptItem } from './prompts/promptArithmetic.ts';

type Sizes = Omit<Framing, 'guidance'>;

/** What one row of a batch is asked with, beside its prompt. */
export interface Circumstances {
  readonly framing: Sizes;
  /** Whether the row is the negative half of classifier-free guidance. */
  readonly negative: boolean;
  readonly guidance: number;
  /** Of the latents, in cells. */
  readonly size: LatentSize;
}

/** The bare network of a latent diffusion model, whatever runs it. */
export interface Network {
  /**
   * `sample` [n, C, h, w], already scaled to unit variance; `timestep` as the scheduler says it, perhaps fractional; `given`
   * holds the tensors of n prompts and those of `circumstances`. Returns [n, C, h, w], a prediction of the type that the
   * training schedule names.
   */
  run(sample: Tensor, timestep: number, given: NamedTensors): Promise<Tensor>;
  /** What the network is told of one row beside the prompt, [1, ...] each: sizes, the guidance scale. */
  circumstances?(row: Circumstances): NamedTensors;
}

export interface NetworkDenoiserParts
  extends Pick<Denoiser, 'id' | 'name' | 'space' | 'training' | 'guidanceKind' | 'nativeSize'> {
  readonly network: Network;
  /** What a network that was trained to inpaint was told: null for nothing yet, absent for other networks. */
  readonly known?: KnownPicture | null;
  /** What classifier-free guidance pushes away from when no negative prompt is wired. */
  withoutNegative(positive: Conditioning): Promise<Conditioning>;
  preview(latents: Tensor): Promise<Tensor>;
}

/** Hides prediction type and guidance of a raw network behind the one Denoiser interface. */
export function networkDenoiser(parts: NetworkDenoiserParts): Denoiser {
  const { id, name, space, training, guidanceKind, nativeSize, network } = parts;
  return {
    id,
    name,
    space,
    training,
    guidanceKind,
    nativeSize,
    preview: (latents) => parts.preview(latents),
    async denoise(x, level, timestep, guidance, signal) {
      const scale = classifierFreeScale(guidanceKind, guidance, level);
      const negative = scale > 1 ? (guidance.negative ?? (await parts.withoutNegative(guidance.positive))) : undefined;
      const items: Guided[] = [];
      for (const [index, item] of batchItems(x).entries()) {
        signal.throwIfAborted();
        const input = inputFor(item, parts.known, index);
        const ask = {
          network,
          item: input,
          timestep,
          guidance: promptsOf(guidance, index),
          negative: rowOf(negative, index),
        };
        const denoised = (output: Tensor) => denoisedFrom(output, item, level, training.predictionType);
        items.push(await guidedItem(ask, scale, denoised, rememberedItem(guidance, index)));
      }
      return joined(items);
    },
  };
}

function inputFor(item: Tensor, known: KnownPicture | null | undefined, index: number): Tensor {
  if (known === undefined) return item;
  if (known) return withKnown(item, known, index);
  throw new RangeError('this model was trained to inpaint: an Inpaint node after Load model tells it what to paint');
}

/** What one item of a batch is asked with: its own prompt, or the one for all. */
function promptsOf(guidance: Guidance, index: number): Guidance {
  return { ...guidance, positive: promptItem(guidance.positive, index) };
}

function rowOf(negative: Conditioning | undefined, index: number): Conditioning | undefined {
  return negative && promptItem(negative, index);
}

/** How strongly the two halves are pulled apart at a level; at 1 or below the conditional half runs alone. */
function classifierFreeScale(kind: GuidanceKind, guidance: Guidance, level: NoiseLevel): number {
  if (!actsAt(guidance.interval, level)) return 1;
  if (kind === 'classifier-free') return guidance.scale;
  return guidance.negative ? (guidance.trueScale ?? 1) : 1;
}

/** What the network reads of one item, and what it is asked about it. */
interface Question {
  readonly network: Network;
  readonly item: Tensor;
  readonly timestep: number;
  readonly guidance: Guidance;
  readonly negative: Conditioning | undefined;
}

/** Guided where there is a negative prompt; the bare conditional half without. */
async function guidedItem(
  ask: Question,
  scale: number,
  denoised: (output: Tensor) => Tensor,
  before: Tensor | undefined,
): Promise<Guided> {
  const { network, item, timestep, guidance, negative } = ask;
  if (!negative) return { denoised: denoised(await network.run(item, timestep, positiveRow(ask))) };
  const predictions = await bothPredictions(ask, negativeRow(ask, negative), positiveRow(ask));
  return guided(predictions, scale, guidance, denoised, before);
}

/** A single remembered item counts for every item of a batch that was made from it. */
function rememberedItem({ difference }: Guidance, index: number): Tensor | undefined {
  return difference && batchItem(difference, batchSize(difference) === 1 ? 0 : index);
}

function joined(items: readonly Guided[]): Guided {
  const differences = items.flatMap(({ difference }) => difference ?? []);
  const denoised = stack(items.map((item) => item.denoised));
  return { denoised, ...(differences.length > 0 && { difference: stack(differences) }) };
}

function positiveRow(ask: Question): NamedTensors {
  const { positive } = ask.guidance;
  const { guidance, ...sizes } = positive.framing ?? {};
  return { ...positive.tensors, ...told(ask, sizes, guidance, false) };
}

/**
 * A negative prompt without sizes of its own has those of the positive one, but not its aesthetic score. The guidance that it is told is its own
 * in any case, as in ComfyUI, which keeps it with each prompt.
 */
function negativeRow(ask: Question, negative: Conditioning): NamedTensors {
  const { guidance, ...own } = negative.framing ?? {};
  const { aestheticScore: _, guidance: __, ...ofPositive } = ask.guidance.positive.framing ?? {};
  const sizes = Object.keys(own).length > 0 ? own : ofPositive;
  return { ...negative.tensors, ...told(ask, sizes, guidance, true) };
}

function told(
  { network, item, guidance }: Question,
  framing: Sizes,
  ownGuidance: number | undefined,
  negative: boolean,
): NamedTensors {
  const [, , height = 1, width = 1] = item.shape;
  const scale = ownGuidance ?? guidance.scale;
  return network.circumstances?.({ framing, negative, guidance: scale, size: [height, width] }) ?? {};
}

/** One batch of two, the negative half first; prompts of different lengths cannot share a batch and go one by one. */
async function bothPredictions(
  { network, item, timestep }: Question,
  negative: NamedTensors,
  positive: NamedTensors,
): Promise<Predictions> {
  const together = stackedRows(negative, positive);
  if (!together) {
    return {
      unconditional: await network.run(item, timestep, negative),
      conditional: await network.run(item, timestep, positive),
    };
  }
  const output = await network.run(stack([item, item]), timestep, together);
  const [unconditional, conditional] = batchItems(output);
  if (!unconditional || !conditional) throw new Error('the network answered a batch of two with fewer rows');
  return { unconditional, conditional };
}

/** Both rows in each tensor; undefined where they differ in shape. */
function stackedRows(first: NamedTensors, second: NamedTensors): NamedTensors | undefined {
  const names = Object.keys(first);
  const pairs = names.flatMap((name) => {
    const [a, b] = [first[name], second[name]];
    return a && b && sameShape(a, b) ? [[name, stack([a, b])] as const] : [];
  });
  const complete = pairs.length === names.length && pairs.length === Object.keys(second).length;
  return complete ? Object.fromEntries(pairs) : undefined;
}
