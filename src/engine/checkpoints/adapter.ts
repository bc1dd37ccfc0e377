import type { StoredTensor } from './weights.ts';

/**
 * What a LoRA adds to one layer (Hu et al. 2021): y += strength · scale · up(down(x)), or up(mid(down(x))). The shapes are those of
 * a Linear, down [rank, in] and up [out, rank], or of a convolution, [rank, in, h, w] and [out, rank, 1, 1]; with `mid`
 * [rank, rank, h, w] down is [rank, in, 1, 1].
 */
export interface AdaptedModule {
  readonly down: StoredTensor;
  readonly up: StoredTensor;
  readonly mid?: StoredTensor;
  /** alpha / rank */
  readonly scale: number;
}

/** A LoRA as far as it acts on one network. */
export interface Adapter {
  /** Name of the scalar float32 input of the graph that holds its strength: "lora_0". */
  readonly strengthInput: string;
  /** By the names that diffusers and transformers give the layers: "down_blocks.0.attentions.0.proj_in". */
  readonly modules: ReadonlyMap<string, AdaptedModule>;
}
