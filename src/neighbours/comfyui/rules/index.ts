import { choiceRules } from './choices.ts';
import { modelRules } from './models.ts';
import { pictureRules } from './pictures.ts';
import { promptRules } from './prompts.ts';
import { resizingRules } from './resizing.ts';
import type { Rule } from './rule.ts';
import { samplingRules } from './sampling.ts';
import { valueRules } from './values.ts';

/** Every node of ComfyUI that has an equal here. */
const rules: ReadonlyMap<string, Rule> = new Map(
  Object.entries({
    ...modelRules,
    ...promptRules,
    ...samplingRules,
    ...pictureRules,
    ...valueRules,
    ...choiceRules,
    ...resizingRules,
  }),
);

export function ruleFor(type: string): Rule | undefined {
  return rules.get(type);
}
