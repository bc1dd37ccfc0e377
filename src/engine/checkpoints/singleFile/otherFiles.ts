import { ArcspaceError } from '../../../graph/problem.ts';
import { nameInModel } from '../../networkFiles/modelFileErrors.ts';
import type { WeightTable } from '../weights.ts';

/** What a file is that is no checkpoint Arcspace runs. @returns the error to throw. */
export function noCheckpoint(file: string, tensors: WeightTable): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `${nameInModel(file)} holds ${tensors.size} tensors, and no model that Arcspace knows.`,
    'Use a checkpoint of Stable Diffusion 1, 2 or XL.',
    { file },
  );
}
