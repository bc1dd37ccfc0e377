import type { TextEncoder } from '../../diffusion/model.ts';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { constantFeeds, variableInputs } from './constantInputs.ts';
import { inFixedBatches } from './inFixedBatches.ts';
import { inputsByRole } from './inputsByRole.ts';
import { outputFor } from './outputFor.ts';

/** A CLIP text encoder with its tokenizer: prompt -> hidden states [1, S, D]. */
export function textEncoder(id: string, file: string, tokenizer: PromptTokenizer, pool: SessionPool): TextEncoder {
  return {
    id,
    async encode(prompt) {
      const { ids, dropped } = tokenizer.encode(prompt);
      const hidden = await pool.use(file, (session) => encodeTokens(ids, session));
      return { prompt, encoder: id, hidden, ...(dropped > 0 && { warning: cutWarning(dropped, tokenizer.length) }) };
    },
  };
}

async function encodeTokens(ids: readonly number[], session: Session): Promise<Tensor> {
  const input = inputsByRole(variableInputs(session.inputs), session.file, {
    tokens: { names: ['input_ids'], ranks: [2] },
  });
  const output = outputFor(session, 'hidden states', { names: ['last_hidden_state'], ranks: [3] });
  const tokens = tensor(Float32Array.from(ids), [1, ids.length]);
  return inFixedBatches(input.tokens, [tokens], (batch: Tensor) => {
    const [count = 1, length = 0] = batch.shape;
    return session.run({ ...constantFeeds(session.inputs, count, length), [input.tokens.name]: batch }, output);
  });
}

function cutWarning(dropped: number, length: number): string {
  const tokens = dropped === 1 ? 'token' : 'tokens';
  return `The prompt is too long: its last ${dropped} ${tokens} are ignored. This model reads ${length - 2}.`;
}
