import type { TextEncoder } from '../../diffusion/conditioning.ts';
import type { RunningModel } from './families/family.ts';

/**
 * The text encoders of a model as one.
 * @param modelFor the model that reads some texts.
 */
export function modelTextEncoder(
  id: string,
  modelFor: (texts: readonly string[]) => Promise<Pick<RunningModel, 'encode'>>,
): TextEncoder {
  return {
    id,
    async encode(prompt, choices = {}) {
      const model = await modelFor([prompt, choices.second ?? '', choices.third ?? '']);
      return { prompt, encoder: id, ...(await model.encode(prompt, choices)) };
    },
  };
}
