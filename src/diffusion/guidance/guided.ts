import type { Tensor } from '../../tensor/tensor.ts';
import { classifierFree, type Predictions } from './classifierFree.ts';
import { projectedGuidance } from './projected.ts';
import { rescaled } from './rescale.ts';
import type { GuidanceStyle } from './style.ts';

export interface Guided {
  readonly denoised: Tensor;
  /** Absent where guidance remembers nothing. */
  readonly difference?: Tensor;
}

/**
 * Joins the raw predictions of one item [1, C, h, w]. `denoisedFrom` turns a prediction into clean latents: projection
 * works on those, all else on the predictions.
 */
export function guided(
  predictions: Predictions,
  scale: number,
  { projection, rescale = 0 }: GuidanceStyle,
  denoisedFrom: (output: Tensor) => Tensor,
  before?: Tensor,
): Guided {
  if (!projection) {
    return { denoised: denoisedFrom(rescaled(classifierFree(predictions, scale), predictions.conditional, rescale)) };
  }
  const clean = {
    unconditional: denoisedFrom(predictions.unconditional),
    conditional: denoisedFrom(predictions.conditional),
  };
  const { denoised, difference } = projectedGuidance(clean, scale, projection, before);
  const kept = projection.momentum === 0 ? {} : { difference };
  return { denoised: rescaled(denoised, clean.conditional, rescale), ...kept };
}
