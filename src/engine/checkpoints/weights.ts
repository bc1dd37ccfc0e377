import type { FormatName } from '../../tensor/safetensorsHeader.ts';
import type { BlockFormatName } from './gguf/blockFormats.ts';

/** Number formats of weights, by the names that safetensors gives them, and those of ggml for numbers in blocks. */
export type WeightFormat = FormatName | BlockFormatName;

/** A tensor as it lies in a file: read by ONNX Runtime from there, never copied, but for numbers in blocks. */
export interface StoredTensor {
  readonly format: WeightFormat;
  /**
   * Of the tensor as it lies in the file. Not always that of the file's header: what the file keeps as a 1x1 convolution, and
   * the network wants as a matrix, has the shape of the matrix.
   */
  readonly shape: readonly number[];
  /** Whole path of the file, links followed. */
  readonly file: string;
  /** Bytes from the start of the file, and how many. Rows of a stored matrix may be a tensor of their own. */
  readonly offset: number;
  readonly bytes: number;
  /** One number, also in a file, that all of these are multiplied by. */
  readonly scale?: StoredTensor;
  /** The network wants the transpose of the matrix in the file, whose `shape` is [in, out] then. OpenCLIP keeps its projection so. */
  readonly transposed?: true;
  /** The network wants the two halves of the rows in the other order. SD3 and FLUX keep shift before scale, diffusers scale before shift. */
  readonly halvesSwapped?: true;
}

/**
 * The weights of one network by the names that diffusers and transformers give them, whatever the file calls them. Those of CLIP
 * begin with "text_model.", those of T5 have their embeddings as "shared.weight", and attention of VAEs is to_q, to_k, to_v,
 * to_out.0. Buffers that can be computed (position ids) are not among them. A CLIP that is to project and has no
 * text_projection.weight projects by the identity, as the first encoder of SD3.
 */
export type WeightTable = ReadonlyMap<string, StoredTensor>;
