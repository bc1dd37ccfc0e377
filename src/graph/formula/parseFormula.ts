import { FormulaError } from './formulaError.ts';
import { functions, gathering } from './functions.ts';
import { binaryOperators, comparisons, finite, inverted, power, requireExact } from './operators.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What letters stand for, in the order in which they are "values". */
export type Given = ReadonlyMap<string, number>;

/** @throws FormulaError where it has no value. */
export type Formula = (given: Given) => number;

const DEEPEST = 100;

const truths: Readonly<Record<string, number>> = { True: 1, False: 0 };

/**
 * Reads an expression of Python over numbers.
 * @throws FormulaError that names what cannot be read.
 */
export function parseFormula(text: string): Formula {
  const reader = new Reader(tokensOf(text));
  const formula = reader.whole();
  return (given) => finite(formula(given)) + 0;
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Formula {
    const formula = this.choice();
    const { kind, text } = this.next();
    if (kind !== 'end') throw unexpected(text);
    return formula;
  }

  /** a if condition else b */
  private choice(): Formula {
    if (++this.depth > DEEPEST) throw new FormulaError('it is nested too deep', 'Split it into several formulas.');
    const value = this.either();
    this.depth--;
    if (!this.takes('if')) return value;
    const condition = this.either();
    this.require('else');
    const other = this.choice();
    return (given) => (condition(given) !== 0 ? value(given) : other(given));
  }

  private either(): Formula {
    let left = this.both();
    while (this.takes('or')) {
      const [first, second] = [left, this.both()];
      left = (given) => first(given) || second(given);
    }
    return left;
  }

  private both(): Formula {
    let left = this.negation();
    while (this.takes('and')) {
      const [first, second] = [left, this.negation()];
      left = (given) => first(given) && second(given);
    }
    return left;
  }

  private negation(): Formula {
    let isNegated = false;
    let count = 0;
    for (; this.takes('not'); count++) isNegated = !isNegated;
    const value = this.comparison();
    return count === 0 ? value : (given) => Number((value(given) !== 0) !== isNegated);
  }

  /** a < b < c is a < b and b < c. */
  private comparison(): Formula {
    const first = this.binary(1);
    const others: { readonly holds: (a: number, b: number) => boolean; readonly value: Formula }[] = [];
    for (let holds = this.comparing(); holds; holds = this.comparing()) others.push({ holds, value: this.binary(1) });
    if (others.length === 0) return first;
    return (given) => {
      let left = first(given);
      for (const { holds, value } of others) {
        const right = value(given);
        if (!holds(left, right)) return 0;
        left = right;
      }
      return 1;
    };
  }

  private comparing(): ((a: number, b: number) => boolean) | undefined {
    const { text } = this.peek();
    const found = Object.hasOwn(comparisons, text) ? comparisons[text] : undefined;
    if (found) this.at++;
    return found;
  }

  private binary(least: number): Formula {
    let left = this.signed();
    for (;;) {
      const { text } = this.peek();
      const operator = Object.hasOwn(binaryOperators, text) ? binaryOperators[text] : undefined;
      if (!operator || operator.tightness < least) return left;
      this.at++;
      const [first, second] = [left, this.binary(operator.tightness + 1)];
      left = (given) => operator.compute(first(given), second(given));
    }
  }

  /** Binds less than the power on its right: -2 ** 2 is -4. */
  private signed(): Formula {
    if (++this.depth > DEEPEST) throw new FormulaError('it is nested too deep', 'Split it into several formulas.');
    try {
      if (this.takes('+')) return this.signed();
      const sign = this.takes('-') ? (x: number) => -x : this.takes('~') ? inverted : undefined;
      if (!sign) return this.raised();
      const value = this.signed();
      return (given) => sign(value(given));
    } finally {
      this.depth--;
    }
  }

  private raised(): Formula {
    const base = this.atom();
    if (!this.takes('**')) return base;
    const exponent = this.signed();
    return (given) => power(base(given), exponent(given));
  }

  private atom(): Formula {
    const { kind, text } = this.next();
    if (kind === 'number') {
      const value = /^\d+$/.test(text) ? requireExact(Number(text)) : Number(text);
      return () => value;
    }
    if (text === '(') {
      const inside = this.choice();
      this.require(')');
      return inside;
    }
    if (kind !== 'name' || ['if', 'else', 'and', 'or', 'not'].includes(text)) throw unexpected(text);
    if (this.takes('(')) return this.call(text);
    const truth = Object.hasOwn(truths, text) ? truths[text] : undefined;
    if (truth !== undefined) return () => truth;
    return (given) => {
      const value = given.get(text);
      if (value !== undefined) return value;
      throw new FormulaError(`nothing is wired to "${text}"`, 'Wire a number to it, or change the formula.');
    };
  }

  private call(name: string): Formula {
    const found = functions.get(name);
    if (!found) throw new FormulaError(`there is no "${name}" here`, `There are ${[...functions.keys()].join(', ')}.`);
    const { takes, compute } = found;
    if (gathering.has(name) && this.peek().text === 'values' && this.tokens[this.at + 1]?.text === ')') {
      this.at += 2;
      return (given) => finite(compute(...given.values()));
    }
    const parts: Formula[] = [];
    do parts.push(this.choice());
    while (this.takes(','));
    this.require(')');
    const [least, most] = takes;
    if (parts.length < least || parts.length > most) {
      const wanted = least === most ? countOf(least) : `${least} to ${most} numbers`;
      throw new FormulaError(`"${name}" takes ${wanted} here, not ${parts.length}`, 'Change the formula.');
    }
    return (given) => compute(...parts.map((part) => part(given)));
  }

  private peek(): Token {
    return this.tokens[this.at] as Token;
  }

  private next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.at++;
    return token;
  }

  private takes(text: string): boolean {
    if (this.peek().text !== text || this.peek().kind === 'end') return false;
    this.at++;
    return true;
  }

  private require(text: string): void {
    if (!this.takes(text)) throw new FormulaError(`"${text}" is missing`, 'Complete the formula.');
  }
}

function unexpected(text: string): FormulaError {
  return text === ''
    ? new FormulaError('it ends too soon', 'Complete the formula.')
    : new FormulaError(`"${text}" stands in the wrong place`, 'Change the formula.');
}

function countOf(numbers: number): string {
  return numbers === 1 ? '1 number' : `${numbers} numbers`;
}
