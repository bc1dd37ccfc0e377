import type { Tensor } from '../tensor/tensor.ts';
import type { Changed, Lora } from './lora.ts';
import type { PromptSyntax } from './prompts/weightedText.ts';

/** Tensors by what a network reads them as: `hidden` [n, S, D], `pooled` [n, P]. A family of models may add its own. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

export type Size = readonly [height: number, width: number];

/**
 * What networks such as SDXL are told of the picture beside the prompt (Podell et al., arXiv 2307.01952, section 2.2), in
 * pixels. What is left out follows from the latents: the picture is as large as they are, and not cropped.
 */
export interface Framing {
  /** Size of the picture before it was scaled for training: a small one asks for a blurred picture. */
  readonly originalSize?: Size;
  /** How much was cut off at the top and at the left. */
  readonly crop?: readonly [top: number, left: number];
  readonly targetSize?: Size;
  /** What SDXL's refiner is told in place of the target size. */
  readonly aestheticScore?: number;
  /** What FLUX dev and its like are told of the guidance for this prompt, in place of what the sampling node says. */
  readonly guidance?: number;
}

/** What the text encoders of a model say of one prompt. */
export interface Conditioning {
  readonly prompt: string;
  /** Identity of the text encoders that made it. */
  readonly encoder: string;
  /** One row each. Arithmetic on prompts acts on all of them. */
  readonly tensors: NamedTensors;
  readonly framing?: Framing;
  /** What the author of the prompt should know: that its end does not fit. */
  readonly warning?: string;
}

/** What a prompt may say beside its text. */
export interface PromptChoices {
  /** For the second text encoder, where a model has several; otherwise the text goes to all. */
  readonly second?: string;
  /** For the third. */
  readonly third?: string;
  /** How many of the last layers of CLIP are left out, beyond those that the model leaves out itself. */
  readonly clipSkip?: number;
  /** The layer of CLIP that is read where `clipSkip` does not say, counted from the end: -1 is the last, whatever the model reads itself. */
  readonly lastLayer?: number;
  /** What brackets and BREAK mean, and whether a long prompt is read in chunks; default: plain. */
  readonly syntax?: PromptSyntax;
  /** Tokens that the T5 encoder reads; default: what the model was trained with. */
  readonly maxLength?: number;
}

export interface TextEncoder {
  readonly id: string;
  /** @throws ArcspaceError for a choice that this model does not have. */
  encode(prompt: string, choices?: PromptChoices): Promise<Conditioning>;
  /** The same encoders with their weights changed, as of a Denoiser. */
  withLora?(lora: Lora): Promise<Changed<TextEncoder>>;
}
