import type { TextEncoder } from '../../diffusion/model.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { byRank } from './byRank.ts';

/** A CLIP text encoder with its tokenizer: prompt -> hidden states [1, S, D]. */
export function textEncoder(id: string, file: string, tokenizer: PromptTokenizer, pool: SessionPool): TextEncoder {
  return {
    id,
    async encode(prompt) {
      const { ids, dropped } = tokenizer.encode(prompt);
      const hidden = await encodeTokens(ids, file, pool);
      return { prompt, encoder: id, hidden, ...(dropped > 0 && { warning: cutWarning(dropped, tokenizer.length) }) };
    },
  };
}

async function encodeTokens(ids: readonly number[], file: string, pool: SessionPool): Promise<Tensor> {
  return pool.use(file, async (session) => {
    const input = byRank(session.inputs, file, { ids: [2] });
    const answer = await session.run({ [input.ids.name]: tensor(Float32Array.from(ids), [1, ids.length]) });
    const hidden = answer.get('last_hidden_state') ?? [...answer.values()].find((value) => value.shape.length === 3);
    if (hidden) return hidden;
    throw new ArcspaceError(
      'unsupported-model',
      'The text encoder gives no hidden states.',
      'Use a Stable Diffusion 1 or 2 model in the Diffusers ONNX layout.',
      { file },
    );
  });
}

function cutWarning(dropped: number, length: number): string {
  const tokens = dropped === 1 ? 'token' : 'tokens';
  return `The prompt is too long: its last ${dropped} ${tokens} are ignored. This model reads ${length - 2}.`;
}
