import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { FormulaError } from '../../src/graph/formula/formulaError.ts';
import { parseFormula } from '../../src/graph/formula/parseFormula.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

function requireReadable(formula: string, context: z.RefinementCtx<string>): void {
  try {
    parseFormula(formula);
  } catch (thrown) {
    if (!(thrown instanceof FormulaError)) throw thrown;
    context.addIssue({ code: 'custom', message: `${thrown.message}. ${thrown.remedy.replace(/\.$/, '')}` });
  }
}

const variable = (name: string) =>
  port('number', `What "${name}" stands for in the formula.`, { optional: true, namedIn: 'formula' });

export default defineNode({
  type: 'formula',
  version: 1,
  migrations: [],
  title: 'Formula',
  docs: `Computes with numbers: a + b, a * 24 + 1, max(a, 256), or a if a > b else b.

Typical setup: connect Number, Image size or On or off to "a" and further letters, followed by any input that takes a number. A letter has an input once the formula names it, or those before it are wired.

It is written and computed as in Python, and as in Math Expression of ComfyUI: // divides and rounds down, % has the sign of its right side, ** is a power, round goes to the even neighbour of a half, &, |, ^, ~, << and >> work on the bits of whole numbers. There are abs, ceil, cos, float, floor, int, log, log2, log10, max, min, pow, round, sin, sqrt, sum and tan; "values" stands for all inputs in max, min and sum.`,
  errors: [
    'A formula that cannot be read, or a letter that nothing is wired to.',
    'A division by zero, or a result that is not finite.',
    'Whole numbers that give one of 2^53 or more, which a number does not hold exactly.',
  ],
  keywords: ['comfymathexpression', 'math expression', 'calculate', 'calculator', 'arithmetic', 'python', 'eval'],
  inputs: {
    a: variable('a'),
    b: variable('b'),
    c: variable('c'),
    d: variable('d'),
    e: variable('e'),
    f: variable('f'),
    g: variable('g'),
    h: variable('h'),
  },
  parameters: z.object({
    formula: z.string().max(1000).superRefine(requireReadable).default('a + b').describe('What to compute.'),
  }),
  outputs: {
    number: port('number', 'What comes out.'),
    whole: port('number', 'The same without what follows the point.'),
    is_true: port('number', 'Whether it is not 0: 1 where that is so, else 0.'),
  },
  examples: [{ title: 'A number', parameters: { formula: '2 ** 10 / 3' } }],
  compute({ inputs, parameters: { formula } }) {
    const given = names.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]] as const]));
    try {
      const number = parseFormula(formula)(new Map(given));
      return { number, whole: Math.trunc(number) + 0, is_true: number === 0 ? 0 : 1 };
    } catch (thrown) {
      if (!(thrown instanceof FormulaError)) throw thrown;
      throw new ArcspaceError('invalid-value', `"${formula.slice(0, 200)}": ${thrown.message}.`, thrown.remedy, {
        port: 'formula',
      });
    }
  },
});
