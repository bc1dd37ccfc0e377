import { z } from 'zod';
import { flowLevel, noiseRate, PURE_NOISE } from './noiseLevel.ts';
import type { FlowSchedule, LatentSize } from './noiseSchedule.ts';
import { readSettings, type SchedulerConfig, settingError } from './schedulerConfig.ts';
import { linspace } from './spacing.ts';

/** Keys of scheduler_config.json that say how a flow matching network was trained. */
export const flowKeys = z.object({
  num_train_timesteps: z.int().min(1).max(100_000).default(1000),
  shift: z.number().positive().optional(),
  /** What samplers that were made for noise tables call the shift. */
  flow_shift: z.number().positive().optional(),
  use_dynamic_shifting: z.boolean().default(false),
  base_shift: z.number().default(0.5),
  max_shift: z.number().default(1.15),
  base_image_seq_len: z.int().min(1).default(256),
  max_image_seq_len: z.int().min(1).default(4096),
  time_shift_type: z.enum(['exponential', 'linear']).default('exponential'),
  invert_sigmas: z.boolean().default(false),
  /** Where the last time before clean ends up; the others are stretched along (LTX-Video). */
  shift_terminal: z.number().min(0).max(1).default(0),
  prediction_type: z.literal('flow_prediction').optional(),
  use_flow_sigmas: z.boolean().default(false),
});

type FlowKeys = z.output<typeof flowKeys>;

/** `trained`: evenly over the times of training. `whole`: evenly from pure noise, as FLUX's pipelines ask for. */
export type FlowTimes = 'trained' | 'whole';

/** @throws Error that names the key at fault. */
export function flowSchedule(config: SchedulerConfig, spread: FlowTimes): FlowSchedule {
  const keys = readSettings(config, flowKeys);
  return shiftedSchedule(config, keys, spread, shiftOf(config, keys));
}

function shiftKey({ _class_name: name }: SchedulerConfig): 'shift' | 'flow_shift' {
  return name === undefined || String(name).startsWith('FlowMatch') ? 'shift' : 'flow_shift';
}

/** Schedulers for flow matching have a shift of their own; those that were made for noise tables need be told all else too. */
function shiftOf({ _class_name: name }: SchedulerConfig, keys: FlowKeys): number {
  if (name === undefined) return keys.shift ?? keys.flow_shift ?? 1;
  if (String(name).startsWith('FlowMatch')) return keys.shift ?? 1;
  if (!keys.use_flow_sigmas) {
    throw settingError('use_flow_sigmas', 'networks that predict a flow need flow sigmas: set it to true');
  }
  if (keys.prediction_type === undefined) {
    throw settingError('prediction_type', 'flow sigmas need networks that predict a flow: set it to "flow_prediction"');
  }
  return keys.flow_shift ?? 1;
}

function shiftedSchedule(config: SchedulerConfig, keys: FlowKeys, spread: FlowTimes, factor: number): FlowSchedule {
  const { num_train_timesteps: trainSteps } = keys;
  const by = (mu: number) => shiftedSchedule(config, keys, spread, factorOf(mu, keys));
  let fixed: { readonly shift: number; readonly schedule: FlowSchedule } | undefined;
  const schedule: FlowSchedule = {
    kind: 'flow',
    predictionType: keys.invert_sigmas ? 'reversed_flow' : 'flow_prediction',
    trainSteps,
    config,
    noisiest: PURE_NOISE,
    levelAt: (timestep) => flowLevel(Math.min(Math.max(timestep / trainSteps, 0), 1)),
    timestepAt: (level) => (noiseRate(level) / (level.signal + noiseRate(level))) * trainSteps,
    times: (steps) => linspace(1, spread === 'whole' ? 1 / steps : lowestTime(keys), steps),
    shifted: (times) =>
      endingAt(
        keys.shift_terminal,
        times.map((time) => stretch(time, factor)),
      ),
    shiftedBy: by,
    fixedAt(shift) {
      if (fixed?.shift !== shift) {
        const changed = { ...config, use_dynamic_shifting: false, [shiftKey(config)]: shift };
        fixed = { shift, schedule: flowSchedule(changed, spread) };
      }
      return fixed.schedule;
    },
    forSize: (size) => (keys.use_dynamic_shifting ? by(muOf(size, keys)) : schedule),
  };
  return schedule;
}

/** diffusers shifts the times of training by a fixed shift too, which then acts twice. */
function lowestTime(keys: FlowKeys): number {
  const lowest = 1 / keys.num_train_timesteps;
  return keys.use_dynamic_shifting ? lowest : stretch(lowest, keys.shift ?? 1);
}

/** t = 1 stays, all between moves towards it by `factor`. */
function stretch(time: number, factor: number): number {
  return (factor * time) / (1 + (factor - 1) * time);
}

/** Stretches the way from pure noise so that the last time becomes `terminal`; 0 leaves it. */
function endingAt(terminal: number, times: number[]): number[] {
  if (terminal === 0) return times;
  const scale = (1 - (times.at(-1) ?? 0)) / (1 - terminal);
  return times.map((time) => 1 - (1 - time) / scale);
}

function factorOf(mu: number, { time_shift_type: type }: FlowKeys): number {
  return type === 'exponential' ? Math.exp(mu) : mu;
}

/** A line through the two lengths of training in patches of 2x2 cells, as the pipelines of SD3 and FLUX draw it. */
function muOf([height, width]: LatentSize, keys: FlowKeys): number {
  const patches = Math.floor(height / 2) * Math.floor(width / 2);
  const slope = (keys.max_shift - keys.base_shift) / (keys.max_image_seq_len - keys.base_image_seq_len);
  return keys.base_shift + slope * (patches - keys.base_image_seq_len);
}
