import jsep from 'jsep';

const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  tau: 2 * Math.PI,
  e: Math.E,
  phi: (1 + 5 ** 0.5) / 2,
};

type NumberFunction = (...values: number[]) => number;

const functions: ReadonlyMap<string, NumberFunction> = new Map<string, NumberFunction>(
  Object.entries({
    abs: Math.abs,
    acos: Math.acos,
    asin: Math.asin,
    atan: Math.atan,
    ceil: Math.ceil,
    cos: Math.cos,
    exp: Math.exp,
    floor: Math.floor,
    log: Math.log,
    log10: Math.log10,
    log2: Math.log2,
    max: Math.max,
    min: Math.min,
    pow: (base, exponent) => base ** exponent,
    round: Math.round,
    sin: Math.sin,
    sqrt: Math.sqrt,
    tan: Math.tan,
  } satisfies Record<string, NumberFunction>),
);

const binary: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['^', (left, right) => left ** right],
  ['**', (left, right) => left ** right],
]);

const LONGEST = 200;
const DEEPEST = 50;

class NotANumber extends Error {}

function refuse(): never {
  throw new NotANumber();
}

function call(node: jsep.CallExpression, depth: number): number {
  const name = (node.callee as jsep.Identifier).name;
  const known = node.callee.type === 'Identifier' ? functions.get(name) : undefined;
  return known ? known(...node.arguments.map((each) => evaluate(each, depth))) : refuse();
}

function unary(node: jsep.UnaryExpression, depth: number): number {
  const value = evaluate(node.argument, depth);
  if (node.operator === '-') return -value;
  return node.operator === '+' ? value : refuse();
}

/** Only numbers, the constants and functions above and arithmetic: names never reach an object. */
function evaluate(expression: jsep.Expression, depth: number): number {
  if (depth > DEEPEST) return refuse();
  switch (expression.type) {
    case 'Literal': {
      const { value } = expression as jsep.Literal;
      return typeof value === 'number' ? value : refuse();
    }
    case 'Identifier': {
      const { name } = expression as jsep.Identifier;
      return (Object.hasOwn(constants, name) ? constants[name] : undefined) ?? refuse();
    }
    case 'UnaryExpression':
      return unary(expression as jsep.UnaryExpression, depth + 1);
    case 'BinaryExpression': {
      const { operator, left, right } = expression as jsep.BinaryExpression;
      const operate = binary.get(operator);
      return operate ? operate(evaluate(left, depth + 1), evaluate(right, depth + 1)) : refuse();
    }
    case 'CallExpression':
      return call(expression as jsep.CallExpression, depth + 1);
    default:
      return refuse();
  }
}

jsep.addBinaryOp('^', 11, true);
jsep.addBinaryOp('**', 11, true);

/**
 * The number that a typed expression means: `1/3`, `2*pi`, `sqrt(2)/2`, `0,5`. Undefined for anything else, and for
 * what has no finite value.
 */
export function evaluateNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST) return undefined;
  // Many keyboards write a decimal comma; it is one only where no function's arguments are meant.
  const plain = trimmed.includes('(') ? trimmed : trimmed.replace(',', '.');
  try {
    const value = evaluate(jsep(plain), 0);
    return Number.isFinite(value) ? value : undefined;
  } catch {
    // Both a text that does not parse and one that means no number: the caller shows the same hint.
    return undefined;
  }
}
