import { type Tensor, tensor } from '../../tensor/tensor.ts';
import type { PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import type { TextNetwork, WantedOutputs } from './textNetwork.ts';

/** One text encoder of a model with its tokenizer. */
export interface PromptReader {
  /** @param length of the whole sequence, in tokens; default: that of the tokenizer. */
  read(text: string, wanted: WantedOutputs, length?: number): Promise<ReadPrompt>;
}

export interface ReadPrompt {
  /** [1, S, D] */
  readonly hidden?: Tensor;
  /** [1, P] */
  readonly pooled?: Tensor;
  /** [1, S], 1 for tokens and 0 for padding. */
  readonly mask: Tensor;
  /** That the end of the text does not fit. */
  readonly warning?: string;
}

/** @param masked whether the network is kept from reading the padding; those of Stable Diffusion and FLUX read it. */
export function promptReader(tokenizer: PromptTokenizer, network: TextNetwork, masked = false): PromptReader {
  return {
    async read(text, wanted, length = tokenizer.length) {
      const { ids, dropped, padding } = tokenizer.encode(text, length);
      const mask = tensor(
        Float32Array.from(ids, (_, index) => (index < ids.length - padding ? 1 : 0)),
        [1, ids.length],
      );
      const answer = await network.run(ids, wanted, masked ? mask : undefined);
      return { ...answer, mask, ...(dropped > 0 && { warning: cutWarning(dropped, length - tokenizer.specials) }) };
    },
  };
}

function cutWarning(dropped: number, room: number): string {
  const tokens = dropped === 1 ? 'token' : 'tokens';
  return `The prompt is too long: its last ${dropped} ${tokens} are ignored. This model reads ${room}.`;
}
