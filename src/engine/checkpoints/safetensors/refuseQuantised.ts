import { ArcspaceError } from '../../../graph/problem.ts';
import { nameInModel } from '../../networkFiles/modelFileErrors.ts';

/** Tensors that quantised files keep beside the numbers, without which these mean nothing. */
const marks: readonly (readonly [mark: RegExp, how: string])[] = [
  [
    /(^|\.)scaled_fp8$|\.(scale_weight|scale_input|weight_scale|input_scale|comfy_quant)$/,
    'float8 numbers with scales',
  ],
  [/\.(weight_scale_2|pre_quant_scale|weight_scalar)$/, 'numbers with several scales'],
  [/\.(absmax|quant_map|nested_absmax)$|\.quant_state\./, 'numbers of 4 or 8 bits from bitsandbytes'],
  [/\.(qweight|qzeros|wscales|smooth_factor)$/, 'numbers of 4 bits'],
];

/**
 * Looks whether the numbers in a file are the weights themselves.
 * @throws ArcspaceError for a file whose numbers are to be scaled or looked up first.
 */
export function refuseQuantised(file: string, names: Iterable<string>): void {
  for (const name of names) {
    const how = marks.find(([mark]) => mark.test(name))?.[1];
    if (how !== undefined) throw quantised(file, how, name);
  }
}

export function quantised(file: string, how: string, name: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `${nameInModel(file)} is quantised: it holds ${how} ("${name}"), which Arcspace does not run.`,
    'Use the file of this model in float32, float16, bfloat16 or float8 with one scale for each weight.',
    { file },
  );
}
