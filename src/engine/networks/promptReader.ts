import type { Tensor } from '../../tensor/tensor.ts';
import type { PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import type { TextNetwork, WantedOutputs } from './textNetwork.ts';

/** One text encoder of a model with its tokenizer. */
export interface PromptReader {
  read(text: string, wanted: WantedOutputs, length?: number): Promise<ReadPrompt>;
}

export interface ReadPrompt {
  /** [1, S, D] */
  readonly hidden?: Tensor;
  /** [1, P] */
  readonly pooled?: Tensor;
  /** That the end of the text does not fit. */
  readonly warning?: string;
}

export function promptReader(tokenizer: PromptTokenizer, network: TextNetwork): PromptReader {
  return {
    async read(text, wanted, length = tokenizer.length) {
      const { ids, dropped } = tokenizer.encode(text, length);
      const answer = await network.run(ids, wanted);
      return { ...answer, ...(dropped > 0 && { warning: cutWarning(dropped, length - tokenizer.specials) }) };
    },
  };
}

function cutWarning(dropped: number, room: number): string {
  const tokens = dropped === 1 ? 'token' : 'tokens';
  return `The prompt is too long: its last ${dropped} ${tokens} are ignored. This model reads ${room}.`;
}
