import { samplers } from '../../../diffusion/samplers/index.ts';
import { timestepSpacings } from '../../../diffusion/spacing.ts';
import type { ModelSetting } from '../../../protocol/modelSettings.ts';
import type { Checkpoint } from './checkpoint.ts';
import { recipes } from './recipes/index.ts';

export const predictionTypes = ['epsilon', 'v_prediction', 'sample'];

/** A setting that a checkpoint can have, whatever is said of it. */
export type KnownSetting = Omit<ModelSetting, 'said' | 'why'>;

/** What can be said of a checkpoint that nobody guessed: its family says what is usual. */
export function knownSettings(plain: Checkpoint): readonly KnownSetting[] {
  return [...(isFlow(plain) ? [schedulerClass(plain)] : tableSettings(plain)), ...clipSkip(plain)];
}

function isFlow({ scheduler }: Checkpoint): boolean {
  return isFlowClass(String(scheduler._class_name));
}

function isFlowClass(name: string): boolean {
  return name.startsWith('FlowMatch');
}

/** Of models that were trained on a table of noise levels. */
function tableSettings(plain: Checkpoint): KnownSetting[] {
  const { prediction_type: prediction, timestep_spacing: spacing } = plain.scheduler;
  return [
    {
      part: 'scheduler',
      key: 'prediction_type',
      usual: typeof prediction === 'string' ? prediction : 'epsilon',
      choices: predictionTypes,
    },
    schedulerClass(plain),
    {
      part: 'scheduler',
      key: 'timestep_spacing',
      usual: typeof spacing === 'string' ? spacing : null,
      choices: timestepSpacings,
    },
  ];
}

/** A flow stays one, and a table of noise levels becomes none. */
function schedulerClass(plain: Checkpoint): KnownSetting {
  const classes = [...new Set(samplers.flatMap((sampler) => sampler.classes))];
  return {
    part: 'scheduler',
    key: '_class_name',
    usual: String(plain.scheduler._class_name),
    choices: classes.filter((name) => isFlowClass(name) === isFlow(plain)).sort(),
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
