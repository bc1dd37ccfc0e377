import type { Guess } from '../configs/guess.ts';
import type { CheckpointSketch } from './recipe.ts';

export type PredictionType = 'epsilon' | 'v_prediction';

export interface Prediction {
  readonly type: PredictionType;
  /** Whether it was trained down to no signal at all. */
  readonly zeroSnr: boolean;
  readonly guesses: readonly Omit<Guess, 'part'>[];
}

/** Keys of the specification https://github.com/Stability-AI/ModelSpec, and what trainers write. */
const metadataKeys = ['modelspec.prediction_type', 'modelspec.predict_key'];

/**
 * What the network predicts, which no shape says: from the metadata, from the empty tensors that trainers leave as marks, from the
 * training configuration beside the file, from the name of the file, or what is usual.
 */
export function predictionOf(sketch: CheckpointSketch, usual: Usual): Prediction {
  const zeroSnr = sketch.marks.has('ztsnr');
  const said = saidInFile(sketch);
  if (said) return { type: said, zeroSnr, guesses: [] };
  const byName = usual.byName?.(sketch.name) ?? (/v[-_ ]?pred/i.test(sketch.name) ? 'v_prediction' : undefined);
  const type = byName ?? usual.type;
  if (!byName && usual.sure) return { type, zeroSnr, guesses: [] };
  const reason = byName ? 'by the name of the file' : usual.reason;
  return { type, zeroSnr, guesses: [{ key: 'prediction_type', value: type, why: whyGuessed(type, reason) }] };
}

export interface Usual {
  readonly type: PredictionType;
  readonly reason: string;
  /** Whether nearly all models of the family predict it, so that nobody need be asked. */
  readonly sure: boolean;
  byName?(name: string): PredictionType | undefined;
}

function saidInFile({ metadata, marks, parameterization }: CheckpointSketch): PredictionType | undefined {
  if (marks.has('v_pred')) return 'v_prediction';
  if (parameterization) return parameterization === 'v' ? 'v_prediction' : 'epsilon';
  const written = metadataKeys.map((key) => metadata[key]?.toLowerCase()).find((value) => value !== undefined);
  if (written === 'v' || written === 'v_prediction' || written === 'velocity') return 'v_prediction';
  return written === 'epsilon' || written === 'eps' ? 'epsilon' : undefined;
}

const names = { epsilon: 'noise (epsilon)', v_prediction: 'velocity (v)' } as const;

function whyGuessed(type: PredictionType, reason: string): string {
  const other = type === 'epsilon' ? names.v_prediction : names.epsilon;
  return `It is taken to predict ${names[type]}, ${reason}. If pictures are all noise or brown, it predicts ${other}.`;
}
