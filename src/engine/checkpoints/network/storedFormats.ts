import { ArcspaceError } from '../../../graph/problem.ts';
import type { ElementType } from '../../onnx/elementTypes.ts';
import { blockFormats } from '../gguf/blockFormats.ts';
import type { StoredTensor, WeightFormat } from '../weights.ts';

const elementTypeOf: Partial<Record<WeightFormat, ElementType>> = {
  ...Object.fromEntries(Object.keys(blockFormats).map((format) => [format, 'float16'])),
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8e4m3',
  F8_E5M2: 'float8e5m2',
};

/** @throws ArcspaceError for formats that do not hold the numbers of a weight as they are. */
export function storedType({ format, file }: StoredTensor, name: string): ElementType {
  const type = elementTypeOf[format];
  if (type) return type;
  throw new ArcspaceError(
    'unsupported-model',
    `The weights "${name}" are stored as ${format}, which only the program that wrote them can read.`,
    'Get this model in float16, bfloat16 or float32.',
    { file },
  );
}
