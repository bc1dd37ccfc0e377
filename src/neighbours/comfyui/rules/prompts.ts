import { plain, type Rule, unlessBypassed } from './rule.ts';

/** As much as a prompt here takes. */
const LONGEST = 20_000;

export const promptRules: Readonly<Record<string, Rule>> = {
  CLIPTextEncode: {
    type: 'prompt',
    inputs: { clip: 'text_encoder', text: 'text' },
    outputs: ['conditioning'],
    widgets: ['text'],
    equal(values) {
      const text = values.text('text') ?? '';
      if (text.length > LONGEST)
        return { because: `its text has more than ${LONGEST.toLocaleString('en')} characters` };
      return { parameters: { text, syntax: 'comfyui' } };
    },
  },
  ConditioningAverage: unlessBypassed({
    type: 'interpolate_prompts',
    inputs: { conditioning_to: 'b', conditioning_from: 'a', conditioning_to_strength: 't' },
    outputs: ['conditioning'],
    widgets: ['conditioning_to_strength'],
    equal: (values) => ({ parameters: { t: values.number('conditioning_to_strength') ?? 1, way: 'lerp' } }),
  }),
  ConditioningConcat: plain({
    type: 'join_prompts',
    inputs: { conditioning_to: 'first', conditioning_from: 'second' },
    outputs: ['conditioning'],
  }),
  ConditioningZeroOut: plain({
    type: 'zero_prompt',
    inputs: { conditioning: 'conditioning' },
    outputs: ['conditioning'],
  }),
  FluxGuidance: {
    type: 'flux_guidance',
    inputs: { conditioning: 'conditioning', guidance: 'guidance' },
    outputs: ['conditioning'],
    widgets: ['guidance'],
    equal: (values) => ({ parameters: { guidance: values.number('guidance') ?? 3.5 } }),
  },
};
