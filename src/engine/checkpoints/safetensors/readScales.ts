import { sizeOf } from '../../../tensor/tensor.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';
import { quantised, refuseQuantised } from './refuseQuantised.ts';

/** What ComfyUI calls the scale of `X.weight`, in older files and in newer ones. */
const scaleName = /^(.*\.)?(?:scale_weight|weight_scale)$/;

/** What else such files hold: scales for inputs that are rounded too, which is not done here, and what the numbers are. */
const besides = /(^|\.)(scaled_fp8|scale_input|input_scale|comfy_quant)$/;

/**
 * The weights of a file, each with the scale that its numbers are to be multiplied by: float8 files of ComfyUI ("fp8_scaled") keep it in a
 * tensor of its own beside the weight. https://github.com/comfyanonymous/ComfyUI/blob/master/QUANTIZATION.md
 * @throws ArcspaceError for a file whose numbers mean something else.
 */
export function readScales(file: string, tensors: WeightTable): WeightTable {
  const scales = new Map<string, StoredTensor>();
  const weights = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    const scaled = scaleName.exec(name);
    if (scaled) scales.set(`${scaled[1] ?? ''}weight`, requireScale(file, name, tensor));
    else if (!besides.test(name)) weights.set(name, tensor);
  }
  refuseQuantised(file, weights.keys());
  for (const [name, scale] of scales) {
    const weight = weights.get(name);
    if (!weight) continue;
    if (!isFloat8(weight)) throw quantised(file, `scaled numbers of the format ${weight.format}`, name);
    weights.set(name, { ...weight, scale });
  }
  return weights;
}

/** Blocks with a scale each are another format. */
function requireScale(file: string, name: string, scale: StoredTensor): StoredTensor {
  if (sizeOf(scale.shape) === 1 && floats.has(scale.format)) return { ...scale, shape: [] };
  throw quantised(file, 'numbers with a scale for each block', name);
}

const floats: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16']);

function isFloat8({ format }: StoredTensor): boolean {
  return format === 'F8_E4M3' || format === 'F8_E5M2';
}
