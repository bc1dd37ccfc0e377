import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import type { Schedule } from '../schedule.ts';
import { readSettings, type SchedulerConfig } from '../schedulerConfig.ts';
import type { SigmaKind } from '../sigmas.ts';
import type { TimestepSpacing } from '../spacing.ts';

/** What a person asks of a schedule; what is left out is as the model's scheduler_config.json says. */
export interface ScheduleRequest {
  /** 1 .. the number of training steps. */
  readonly steps: number;
  readonly spacing?: 'auto' | TimestepSpacing;
  readonly sigmas?: SigmaKind;
  /** Descending sigmas in place of all this, where sampling arrives last; of flow matching times, before the shift. */
  readonly customSigmas?: readonly number[];
  /** Descending training timesteps in place of all this. */
  readonly customTimesteps?: readonly number[];
  /** Values of the sampler's options, which go along with the schedule; those of other samplers are no matter. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The lists that a sampler can follow in place of a schedule of its own. */
export type CustomList = 'customSigmas' | 'customTimesteps';

/** Everything one step may look at. All latents are [B, C, h, w] in the model's coordinates (noiseLevel.ts). */
export interface StepRequest {
  /** The point at `schedule.steps[index].from`. */
  readonly x: Tensor;
  readonly index: number;
  readonly schedule: Schedule;
  readonly training: NoiseSchedule;
  /** Values of the sampler's options; those left out have their defaults, and options of other samplers are no matter. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What the step before returned; undefined at the start and after an edit. */
  readonly history: unknown;
  /** The network's guess of the clean latents; may be called several times in one step. */
  denoise(x: Tensor, level: NoiseLevel, timestep: number): Promise<Tensor>;
  /**
   * A N(0, I) draw of this step, counted from 0 to below `draws`: the same tensor however often it is asked for, and
   * wherever a chain was cut.
   */
  noise(draw?: number): Tensor;
}

export interface StepResult {
  /** The point at `schedule.steps[index].to`. */
  readonly x: Tensor;
  /** The clean latents that the step believed in: what a preview shows. */
  readonly denoised: Tensor;
  /**
   * Opaque, immutable: hand it to the next step. Undefined for samplers that remember nothing. Of plain objects, arrays,
   * tensors with a batch axis and facts.
   */
  readonly history?: unknown;
}

/** A way to integrate from noise to clean: one small file, listed in index.ts. */
export interface Sampler {
  /** snake_case; written into workflow files for ever. */
  readonly id: string;
  readonly title: string;
  /** One sentence for the palette. */
  readonly docs: string;
  /** How many draws of noise a step may make; 0 where the seed does not matter. */
  readonly draws: number;
  /** How many draws the steps before one make: where its own begin in the order of one generator. */
  drawsBefore(schedule: Schedule, index: number): number;
  /** Draws noise at every step, whatever its options: its steps cannot be walked back. */
  readonly ancestral: boolean;
  /** The option at whose 0 it draws no noise. */
  readonly quietAtZero: string | undefined;
  /** What a person may turn while sampling: zod with default, description and meta, as a node's parameters. */
  readonly options: z.ZodRawShape;
  /**
   * How often its numbers with these options have changed since its first release: results that were kept under another count are
   * computed again.
   */
  revision(options: Readonly<Record<string, unknown>>): number;
  /** Keys of scheduler_config.json that it obeys. */
  readonly keys: readonly string[];
  /** The classes of diffusers' schedulers that it can stand for. */
  readonly classes: readonly string[];
  /** How those take a network to have been trained where a configuration does not say; other keys have their usual defaults. */
  readonly trained: SchedulerConfig;
  /** Whether it gives the numbers of a configuration of one of its classes, where several samplers share a class. */
  runs(config: SchedulerConfig): boolean;
  /** @throws Error that names the key of the configuration that it cannot obey. */
  checkSettings(config: SchedulerConfig): void;
  /** @throws Error with a sentence that says which number is out of range, or which key of the configuration is at fault. */
  schedule(training: NoiseSchedule, request: ScheduleRequest): Schedule;
  step(request: StepRequest): Promise<StepResult>;
}

/** A sampler as its file writes it: with the types of its own settings and options. */
export interface SamplerDefinition<S extends z.ZodRawShape, O extends z.ZodRawShape> {
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  readonly draws?: number;
  /** How many of them a step makes; default all. */
  drawsAt?(schedule: Schedule, index: number, options: z.output<z.ZodObject<O>>): number;
  readonly ancestral?: boolean;
  /** Default 0. */
  revision?(options: z.output<z.ZodObject<O>>): number;
  readonly quietAtZero?: keyof O & string;
  /** Default none. */
  readonly follows?: readonly CustomList[];
  readonly classes: readonly string[];
  readonly trained?: SchedulerConfig;
  runs?(config: SchedulerConfig): boolean;
  /** Keys of scheduler_config.json with the defaults of the class in diffusers. */
  readonly settings: S;
  /** @throws Error where settings cannot be obeyed together. */
  check?(settings: z.output<z.ZodObject<S>>): void;
  readonly options?: O;
  schedule(
    training: NoiseSchedule,
    request: ScheduleRequest,
    settings: z.output<z.ZodObject<S>>,
    options: z.output<z.ZodObject<O>>,
  ): Schedule;
  step(
    request: Omit<StepRequest, 'options'> & {
      readonly settings: z.output<z.ZodObject<S>>;
      readonly options: z.output<z.ZodObject<O>>;
    },
  ): Promise<StepResult>;
}

export function defineSampler<S extends z.ZodRawShape, O extends z.ZodRawShape = Record<never, never>>(
  definition: SamplerDefinition<S, O>,
): Sampler {
  const settings = z.object(definition.settings);
  const shape = definition.options ?? ({} as O);
  const options = z.object(shape);
  const draws = definition.draws ?? 0;
  const settingsOf = (config: SchedulerConfig) => {
    const read = readSettings(config, settings);
    definition.check?.(read);
    return read;
  };
  return {
    id: definition.id,
    title: definition.title,
    docs: definition.docs,
    draws,
    drawsBefore(schedule, index) {
      if (!definition.drawsAt) return index * draws;
      const chosen = readOptions(options, schedule.options ?? {});
      const before = schedule.steps.slice(0, index);
      return before.reduce((sum, _, step) => sum + (definition.drawsAt?.(schedule, step, chosen) ?? draws), 0);
    },
    ancestral: definition.ancestral ?? false,
    quietAtZero: definition.quietAtZero,
    options: shape,
    revision: (given) => definition.revision?.(readOptions(options, given)) ?? 0,
    keys: Object.keys(definition.settings),
    classes: definition.classes,
    trained: definition.trained ?? {},
    runs: (config) => definition.runs?.(config) ?? true,
    checkSettings: (config) => void settingsOf(config),
    schedule(training, request) {
      requireFollowed(definition, request);
      const chosen = readOptions(options, request.options ?? {});
      const schedule = definition.schedule(training, request, settingsOf(training.config), chosen);
      return { ...schedule, options: chosen };
    },
    step: async (request) =>
      definition.step({
        ...request,
        settings: readSettings(request.training.config, settings),
        options: readOptions(options, request.options),
      }),
  };
}

const lists = { customSigmas: 'sigmas', customTimesteps: 'timesteps' } as const;

/** @throws RangeError for a list that the sampler cannot follow, or that does not descend. */
function requireFollowed({ title, follows = [] }: Pick<Sampler, 'title'> & Follows, request: ScheduleRequest): void {
  for (const list of Object.keys(lists) as CustomList[]) {
    const values = request[list];
    if (!values) continue;
    if (!follows.includes(list)) throw new RangeError(`${title} cannot follow a list of ${lists[list]}: choose Euler`);
    if (values.length === 0) throw new RangeError(`the list of ${lists[list]} is empty`);
    const wrong = values.findIndex((value, i) => !(value >= 0 && value < (values[i - 1] ?? Number.POSITIVE_INFINITY)));
    if (wrong < 0) continue;
    throw new RangeError(
      `the ${lists[list]} must fall from one to the next, and number ${wrong + 1} is ${values[wrong]}`,
    );
  }
}

interface Follows {
  readonly follows?: readonly CustomList[];
}

/** @throws RangeError that names the option. */
function readOptions<O extends z.ZodRawShape>(shape: z.ZodObject<O>, given: object): z.output<z.ZodObject<O>> {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RangeError(`${issue?.path.join('.')}: ${issue?.message}`);
}
