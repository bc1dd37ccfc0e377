import { loadClipTokenizer } from './clip/loadClipTokenizer.ts';
import type { PromptTokenizer } from './promptTokenizer.ts';
import { loadT5Tokenizer } from './t5/loadT5Tokenizer.ts';
import type { TokenizerKind } from './tokenizerFiles.ts';

/** A tokenizer that comes with the program, for text encoders in files that hold none. */
export interface ShippedTokenizer {
  readonly kind: TokenizerKind;
  /** The token that CLIP's short prompts are filled up with. */
  readonly pad?: string | undefined;
}

/** @param positions that the text encoder reads. */
export function loadShippedTokenizer({ kind, pad }: ShippedTokenizer, positions: number): Promise<PromptTokenizer> {
  return kind === 't5' ? loadT5Tokenizer(positions) : loadClipTokenizer(positions, pad);
}
