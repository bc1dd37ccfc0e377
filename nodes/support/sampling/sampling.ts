import type { Conditioning } from '../../../src/diffusion/conditioning.ts';
import { afterNoise, drawsBefore, noiseAfter } from '../../../src/diffusion/drawnNoise.ts';
import type { Denoiser } from '../../../src/diffusion/model.ts';
import { describeLevel, isClean, PURE_NOISE, sameLevel } from '../../../src/diffusion/noiseLevel.ts';
import { promptCount } from '../../../src/diffusion/prompts/promptArithmetic.ts';
import { sample } from '../../../src/diffusion/sample.ts';
import { withTensors } from '../../../src/diffusion/samplerMemory.ts';
import { samplerById } from '../../../src/diffusion/samplers/index.ts';
import { type Schedule, stepIndexAt } from '../../../src/diffusion/schedule.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { batchItem, batchSize, map, type Tensor } from '../../../src/tensor/tensor.ts';
import { commonBatch, expanded } from '../latents/batch.ts';
import { requireSameSpace } from '../latents/compatibility.ts';
import { seedAt } from '../parameters/seedAt.ts';
import { keptRegion, type RepaintInputs } from './repaint.ts';
import { optionsOf } from './samplerOptions.ts';

/** What the denoising nodes have in common on their inputs. */
export interface SamplingInputs extends RepaintInputs {
  readonly model: Denoiser;
  readonly conditioning: Conditioning;
  readonly negative: Conditioning | undefined;
  readonly sigmas: Schedule | undefined;
  readonly seed: readonly number[];
}

export interface ScheduleChoices {
  readonly sampler: string;
  readonly steps: number;
  /** Options of the sampler. */
  readonly [option: string]: unknown;
}

export interface SamplingChoices extends ScheduleChoices {
  readonly guidance: number;
}

/** What a sampler and guidance with momentum remember, and whose memory it is: another sampler must not read it. */
interface History {
  readonly sampler: string;
  readonly memory: unknown;
  readonly difference?: Tensor;
}

/** Where a part of sampling lies in the whole, for progress. */
export interface ProgressRange {
  readonly done: number;
  readonly of: number;
}

/** The wired schedule, or one made from the parameters for latents of the size of `like` [B, C, h, w]. */
export function scheduleFor(
  { model, sigmas }: Pick<SamplingInputs, 'model' | 'sigmas'>,
  choices: ScheduleChoices,
  like: Tensor,
): Schedule {
  if (sigmas) return sigmas;
  const sampler = samplerById(choices.sampler);
  const [, , height = 1, width = 1] = like.shape;
  const options = optionsOf(sampler, choices);
  return sampler.schedule(model.training.forSize([height, width]), { steps: choices.steps, options });
}

/**
 * The step of the schedule that starts where the latents are.
 * @throws ArcspaceError for clean latents and for levels that the schedule does not visit.
 */
export function startingStep(schedule: Schedule, latents: Latents): number {
  if (isClean(latents.level)) {
    throw new ArcspaceError(
      'already-clean',
      'These latents are clean, so there is nothing to denoise.',
      'Put an Add noise node before it to vary a picture, or start from a Noise node.',
      { port: 'latents' },
    );
  }
  return firstStep(schedule, latents);
}

/**
 * The step of the schedule that starts at the level of noisy latents.
 * @throws ArcspaceError when the schedule does not visit it.
 */
export function firstStep(schedule: Schedule, latents: Latents): number {
  try {
    return stepIndexAt(schedule, latents.level);
  } catch (error) {
    throw offSchedule(error, schedule, latents);
  }
}

function offSchedule(error: unknown, schedule: Schedule, latents: Latents): unknown {
  if (!(error instanceof RangeError)) return error;
  return new ArcspaceError(
    'off-schedule',
    `The latents are at ${describeLevel(latents.level)}, where no step of this schedule of ${schedule.steps.length} steps starts.`,
    'Wire the schedule that made them (one Schedule node for all), or use the same sampler and number of steps.',
    { port: 'latents' },
  );
}

/**
 * Runs the steps [first, last) on latents that stand where step `first` starts. Chains of such stretches give the bits of
 * one long run. Previews show the first item of a batch.
 */
export async function runSteps(
  inputs: SamplingInputs,
  choices: SamplingChoices,
  schedule: Schedule,
  latents: Latents,
  range: readonly [first: number, last: number],
  context: Context,
  progress: ProgressRange = { done: 0, of: range[1] - range[0] },
): Promise<Latents> {
  const { model, conditioning, negative, seed } = inputs;
  const [first, last] = range;
  requireSameSpace('model', model, 'latents', latents);
  requireTold(model);
  warnOfUnread(model, negative, context);
  const sampler = samplerById(schedule.sampler);
  const drawn = latents.drawn ?? afterNoise;
  const drawnAt = (index: number) => drawsBefore(drawn, sampler, schedule, index);
  const batch = commonBatch({
    latents: batchSize(latents.tensor),
    seed: seed.length,
    conditioning: promptCount(conditioning),
    ...(negative && { negative: promptCount(negative) }),
  });
  const before = withTensors(historyFor(schedule, latents.history), (tensor) => expanded(tensor, batch));
  const { x, level, history, difference } = await sample({
    denoiser: model,
    sampler,
    schedule,
    first,
    last,
    x: expanded(entering(latents, schedule), batch),
    guidance: { positive: conditioning, scale: choices.guidance, ...(negative && { negative }) },
    noise: noiseAfter(drawn, (item) => seedAt(seed, item), drawnAt(drawn.since)),
    drawsBefore: drawnAt,
    history: before?.memory,
    difference: before?.difference,
    kept: await paced(keptRegion(inputs, latents, seed), context),
    signal: context.signal,
    onStep: ({ index, denoised }) =>
      context.progress({
        step: progress.done + index - first + 1,
        of: progress.of,
        preview: () => model.preview(batchItem(denoised, 0)),
      }),
  });
  const kept = latents.drawn && { drawn: latents.drawn };
  return { tensor: x, level, space: latents.space, ...kept, ...rememberedBy(schedule, history, difference) };
}

/** @throws ArcspaceError for a model that was trained to inpaint and does not know what. */
function requireTold({ inpainting, name }: Denoiser): void {
  if (!inpainting || inpainting.told) return;
  throw new ArcspaceError(
    'not-told',
    `${name} was trained to inpaint, and was not told what to paint.`,
    'Put an Inpaint node after Load model, with the picture and a mask.',
    { port: 'model' },
  );
}

/** A negative prompt that a network with built-in guidance does not read. */
function warnOfUnread({ guidanceKind, style, name }: Denoiser, negative: Conditioning | undefined, context: Context) {
  if (!negative || guidanceKind === 'classifier-free' || (style?.trueScale ?? 1) > 1) return;
  context.warn(
    `The guidance of ${name} is built in, so the negative prompt has no effect. Raise "true guidance" of a Guidance node before it.`,
  );
}

/** Fresh noise is scaled to enter the first level; every other point is in the model's coordinates already. */
function entering(latents: Latents, { initialScale }: Schedule): Tensor {
  if (!sameLevel(latents.level, PURE_NOISE) || initialScale === 1) return latents.tensor;
  return map(latents.tensor, (value) => value * initialScale);
}

function historyFor(schedule: Schedule, history: unknown): History | undefined {
  const remembered = history as History | undefined;
  return remembered?.sampler === schedule.sampler ? remembered : undefined;
}

function rememberedBy(schedule: Schedule, memory: unknown, difference?: Tensor): { history?: History } {
  if (memory === undefined && !difference) return {};
  return { history: { sampler: schedule.sampler, memory, ...(difference && { difference }) } };
}
