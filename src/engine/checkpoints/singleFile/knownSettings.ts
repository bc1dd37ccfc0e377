import { configuredSampler } from '../../../diffusion/parseSchedulerConfig.ts';
import { samplers } from '../../../diffusion/samplers/index.ts';
import type { SchedulerConfig } from '../../../diffusion/schedulerConfig.ts';
import { timestepSpacings } from '../../../diffusion/spacing.ts';
import type { ModelSetting } from '../../../protocol/modelSettings.ts';
import type { Checkpoint } from './checkpoint.ts';
import { recipes } from './recipes/index.ts';
import { trainingOf } from './trainingOf.ts';

export const predictionTypes = ['epsilon', 'v_prediction', 'sample'];

/** A setting that a checkpoint can have, whatever is said of it. */
export type KnownSetting = Omit<ModelSetting, 'said' | 'why'>;

/**
 * What can be said of a checkpoint that nobody guessed: its family says what is usual.
 * @param said what is said of its scheduler already.
 */
export function knownSettings(plain: Checkpoint, said: SchedulerConfig = {}): readonly KnownSetting[] {
  const isFlow = trainingOf(plain.scheduler) === 'flow';
  return [...(isFlow ? [schedulerClass(plain)] : tableSettings(plain, said)), ...clipSkip(plain)];
}

/** Of models that were trained on a table of noise levels. */
function tableSettings(plain: Checkpoint, said: SchedulerConfig): KnownSetting[] {
  const { prediction_type: prediction } = plain.scheduler;
  return [
    {
      part: 'scheduler',
      key: 'prediction_type',
      usual: typeof prediction === 'string' ? prediction : 'epsilon',
      choices: predictionTypes,
    },
    schedulerClass(plain),
    ...spacing(plain, { ...plain.scheduler, ...said }),
  ];
}

/** Only where the scheduler heeds it. */
function spacing(plain: Checkpoint, scheduler: SchedulerConfig): KnownSetting[] {
  const key = 'timestep_spacing';
  if (trainingOf(scheduler) !== 'table' || !configuredSampler(scheduler)?.keys.includes(key)) return [];
  const usual = plain.scheduler[key];
  return [{ part: 'scheduler', key, usual: typeof usual === 'string' ? usual : null, choices: timestepSpacings }];
}

/** Only those for networks that were trained in the same way: all others would make noise of it. */
function schedulerClass(plain: Checkpoint): KnownSetting {
  const classes = [...new Set(samplers.flatMap((sampler) => sampler.classes))];
  return {
    part: 'scheduler',
    key: '_class_name',
    usual: String(plain.scheduler._class_name),
    choices: classes.filter((name) => trainingOf({ _class_name: name }) === trainingOf(plain.scheduler)).sort(),
  };
}

/** CLIP has as many in Stable Diffusion 1; a small one has fewer. */
const usualLayers = 12;
const most = 12;

/** Of the first CLIP encoder, for all of them, as in diffusers. */
function clipSkip({ title, parts }: Checkpoint): KnownSetting[] {
  const encoder = recipes
    .find((recipe) => recipe.title === title)
    ?.encoders.find(({ kind, summaryOnly }) => kind === 'clip' && !summaryOnly);
  if (!encoder) return [];
  const layers = Number(parts.get(encoder.part)?.config.num_hidden_layers ?? usualLayers);
  // The models that leave out one themselves need one more, and one has to stay.
  const largest = Math.max(1, Math.min(most, layers - 2));
  const choices = Array.from({ length: largest }, (_, i) => String(i + 1));
  return [{ part: encoder.part, key: 'clip_skip', usual: 0, choices }];
}
