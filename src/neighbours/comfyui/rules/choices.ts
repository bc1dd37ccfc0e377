import { FormulaError } from '../../../graph/formula/formulaError.ts';
import { parseFormula } from '../../../graph/formula/parseFormula.ts';
import type { Widgets } from '../widgets.ts';
import { type Equal, type Rule, type Surroundings, type Unequal, unlessBypassed } from './rule.ts';

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const LONGEST_FORMULA = 1000;

/** Values that are chosen or computed before anything is painted. */
export const choiceRules: Readonly<Record<string, Rule>> = {
  ComfySwitchNode: unlessBypassed({
    type: 'switch',
    inputs: { on_false: 'off', on_true: 'on', switch: 'which' },
    outputs: ['value'],
    widgets: ['switch'],
    names: { switch: 'is_on' },
    equal(values, { wired }) {
      const typed = ['on_false', 'on_true'].find((name) => !wired.has(name) && values.has(name));
      if (typed !== undefined) return { because: `"${typed}" is typed, which a switch here takes from a wire` };
      return { parameters: { is_on: values.isOn('switch') ?? false } };
    },
  }),
  PrimitiveBoolean: {
    type: 'toggle',
    inputs: { value: 'value' },
    outputs: ['number'],
    widgets: ['value'],
    equal: (values, { wired }) =>
      wired.has('value')
        ? { type: 'reroute', outputs: ['value'], parameters: {} }
        : { parameters: { is_on: values.isOn('value') ?? false } },
  },
  PreviewAny: {
    type: 'show_value',
    inputs: { source: 'value' },
    outputs: ['text'],
    widgets: [],
    equal(_values, { wired, remark }) {
      if (!wired.has('source')) return { because: 'nothing is wired to it' };
      remark('Show value writes numbers as 5 where Preview as Text of ComfyUI may write 5.0 or True.');
      return { parameters: {} };
    },
  },
  ComfyMathExpression: unlessBypassed({
    type: 'formula',
    inputs: Object.fromEntries(LETTERS.map((letter) => [`values.${letter}`, letter])),
    outputs: ['number', 'whole', 'is_true'],
    widgets: ['expression'],
    names: { expression: 'formula' },
    equal: formula,
  }),
};

function formula(values: Widgets, { wired }: Surroundings): Equal | Unequal {
  const text = values.text('expression') ?? 'a + b';
  if (text.length > LONGEST_FORMULA) return { because: 'it is longer than a formula here' };
  const typed = LETTERS.find((letter) => !wired.has(`values.${letter}`) && values.has(`values.${letter}`));
  if (typed !== undefined) return { because: `"${typed}" is typed, which a formula here takes from a wire` };
  try {
    parseFormula(text);
  } catch (thrown) {
    if (!(thrown instanceof FormulaError)) throw thrown;
    return { because: `of its formula ${thrown.message}` };
  }
  return { parameters: { formula: text } };
}
