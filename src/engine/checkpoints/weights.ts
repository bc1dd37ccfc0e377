/** Number formats of weights, by the names that safetensors gives them. */
export type WeightFormat =
  | 'F64'
  | 'F32'
  | 'F16'
  | 'BF16'
  | 'F8_E4M3'
  | 'F8_E5M2'
  | 'I64'
  | 'I32'
  | 'I8'
  | 'U8'
  | 'BOOL';

/** A tensor as it lies in a file: read by ONNX Runtime from there, never copied. */
export interface StoredTensor {
  readonly format: WeightFormat;
  readonly shape: readonly number[];
  /** Whole path of the .safetensors file. */
  readonly file: string;
  /** Bytes from the start of the file, and how many. Rows of a stored matrix may be a tensor of their own. */
  readonly offset: number;
  readonly bytes: number;
}

/** The weights of one network by the names that diffusers and transformers give them, whatever the file calls them. */
export type WeightTable = ReadonlyMap<string, StoredTensor>;
