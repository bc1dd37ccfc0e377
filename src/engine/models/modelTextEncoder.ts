import type { TextEncoder } from '../../diffusion/conditioning.ts';
import type { RunningModel } from './families/family.ts';

/** The text encoders of a model as one. */
export function modelTextEncoder(id: string, model: Pick<RunningModel, 'encode'>): TextEncoder {
  return {
    id,
    encode: async (prompt, choices = {}) => ({ prompt, encoder: id, ...(await model.encode(prompt, choices)) }),
  };
}
