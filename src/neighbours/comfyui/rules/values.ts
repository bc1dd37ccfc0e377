import { isRecord } from '../reading.ts';
import type { Rule } from './rule.ts';

const LONGEST_NOTE = 20_000;
const LONGEST_BETWEEN = 1000;

const note: Rule = {
  type: 'note',
  inputs: {},
  outputs: [],
  widgets: ['text'],
  equal(values) {
    const text = values.text('text') ?? '';
    return text.length > LONGEST_NOTE ? { because: 'it is longer than a note here' } : { parameters: { text } };
  },
};

const number: Rule = {
  type: 'number',
  inputs: {},
  outputs: ['number'],
  widgets: ['value'],
  equal(values) {
    const whole = values.seed('value');
    if (whole !== undefined && whole > 1e9)
      return { type: 'seed', outputs: ['seed'], parameters: { seed: whole, count: 1 } };
    const value = values.number('value');
    return value !== undefined && Math.abs(value) <= 1e9
      ? { parameters: { value } }
      : { because: 'its value is no number that is used here' };
  },
};

/** One whose value comes from a wire passes it on. */
const passing = (rule: Rule): Rule => ({
  ...rule,
  inputs: { value: 'value' },
  equal: (values, surroundings, node) =>
    surroundings.wired.has('value')
      ? { type: 'reroute', outputs: ['value'], parameters: {} }
      : rule.equal(values, surroundings, node),
});

const text: Rule = {
  type: 'text',
  inputs: {},
  outputs: ['text'],
  widgets: ['value'],
  equal: (values) => ({ type: 'text', outputs: ['text'], parameters: { text: values.text('value') ?? '' } }),
};

export const valueRules: Readonly<Record<string, Rule>> = {
  Note: note,
  MarkdownNote: note,
  /** Its ports have no names. */
  Reroute: {
    type: 'reroute',
    inputs: { '': 'value', '*': 'value' },
    outputs: ['value'],
    widgets: [],
    equal: () => ({ parameters: {} }),
  },
  PrimitiveInt: passing(number),
  PrimitiveFloat: passing(number),
  PrimitiveString: passing(text),
  PrimitiveStringMultiline: passing(text),
  StringConcatenate: {
    type: 'join_texts',
    inputs: { string_a: 'first', string_b: 'second' },
    outputs: ['text'],
    widgets: ['string_a', 'string_b', 'delimiter'],
    names: { delimiter: 'between' },
    equal({ text: textOf }) {
      const parameters = {
        first: textOf('string_a') ?? '',
        second: textOf('string_b') ?? '',
        between: textOf('delimiter') ?? '',
      };
      const isLong = Object.values(parameters).some((each) => each.length > LONGEST_NOTE);
      return isLong || parameters.between.length > LONGEST_BETWEEN
        ? { because: 'it is longer than a text here' }
        : { parameters };
    },
  },
  StringReplace: {
    type: 'replace_text',
    inputs: { string: 'text', find: 'find', replace: 'replacement' },
    outputs: ['text'],
    widgets: ['string', 'find', 'replace'],
    equal({ text: textOf }) {
      const parameters = {
        text: textOf('string') ?? '',
        find: textOf('find') ?? '',
        replacement: textOf('replace') ?? '',
      };
      const isLong = Object.values(parameters).some((each) => each.length > LONGEST_NOTE);
      return isLong ? { because: 'it is longer than a text here' } : { parameters };
    },
  },
  /** A list of texts that somebody wrote, and the one that was chosen. */
  CustomCombo: {
    type: 'text',
    inputs: {},
    outputs: ['text'],
    widgets: ['choice'],
    names: { choice: 'text' },
    equal(values, { remark }) {
      const text = values.text('choice') ?? '';
      if (text.length > LONGEST_NOTE) return { because: 'it is longer than a text here' };
      remark('A Text holds what was chosen in Custom Combo, not the list of its choices.');
      return { parameters: { text } };
    },
  },
  /** Takes the type of the widget that it feeds. */
  PrimitiveNode: {
    type: 'number',
    inputs: {},
    outputs: ['number'],
    widgets: ['value'],
    equal(values, surroundings, node) {
      const [output] = isRecord(node.source) && Array.isArray(node.source.outputs) ? node.source.outputs : [];
      const type = isRecord(output) ? output.type : undefined;
      if (type === 'STRING') return text.equal(values, surroundings, node);
      if (type === 'INT' || type === 'FLOAT') return number.equal(values, surroundings, node);
      return { because: 'it feeds nothing that takes a number or a text' };
    },
  },
};
