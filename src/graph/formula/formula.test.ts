import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFormula } from './parseFormula.ts';

const given = new Map([
  ['a', 5],
  ['b', -2.5],
  ['c', 1280],
]);

/** What CPython 3.11 says. */
describe('a formula says what Python says', () => {
  it.each([
    ['a + b * 2', 0],
    ['(a + b) * 2', 5],
    ['2 ** 3 ** 2', 512],
    ['-2 ** 2', -4],
    ['2 ** -1', 0.5],
    ['7 // -2', -4],
    ['-7 % 3', 2],
    ['7 % -3', -2],
    ['1 // 0.1', 9],
    ['1 % 0.1', 0.09999999999999995],
    ['3 ** 33', 5559060566555523],
    ['9007199254740990 + 1', 9007199254740991],
    ['9007199254740991 * 1.5', 13510798882111486],
    ['1e20 * 1.5', 1.5e20],
    ['2 ** 0.5 * 2 ** -1', Math.SQRT1_2],
    ['round(0.5) + round(1.5) + round(2.5)', 4],
    ['round(-0.4)', 0],
    ['int(-2.7) + floor(-2.7) + ceil(-2.7)', -7],
    ['c & ~1', 1280],
    ['1 | 2 ^ 3 & 6 << 1', 1 | (2 ^ (3 & (6 << 1)))],
    ['~a', -6],
    ['1 < a < 10', 1],
    ['1 < a < 3', 0],
    ['a > 3 and c', 1280],
    ['0 or b', -2.5],
    ['not a == 5', 0],
    ['1 if a > 10 else 2 if a > 4 else 3', 2],
    ['max(5, round(a * 24)) + (5 - (max(5, round(a * 24)) % 17)) % 17', 124],
    ['ceil(1.5 * log2(max(a, c))) + 2', 18],
    ['(a % 4 == 1) and ((b - 1) % 4 == 0)', 0],
    ['sum(values) - max(values) - min(values)', 5],
    ['min(a, b, c)', -2.5],
    ['log(8, 2)', 3],
    ['.5e1 + 5. ', 10],
    ['a if True else 1 / 0', 5],
  ])('%s = %d', (text, value) => {
    expect(parseFormula(text)(given)).toBe(value);
  });

  it.each([
    ['', 'it ends too soon'],
    ['a +', 'it ends too soon'],
    ['(a', '")" is missing'],
    ['a b', '"b" stands in the wrong place'],
    ['a; b', '";" means nothing here'],
    ['a.b', '"." means nothing here'],
    ['len(a)', 'there is no "len" here'],
    ['pow(a)', '"pow" takes 2 numbers here, not 1'],
    ['z', 'nothing is wired to "z"'],
    ['a / 0', 'it divides by zero'],
    ['a % 0.0', 'it divides by zero'],
    ['0 ** -1', 'it divides by zero'],
    ['sqrt(b)', 'the result is no finite number'],
    ['(-8) ** (1/3)', 'the result is no finite number'],
    ['b & 1', '"&" takes whole numbers only'],
    ['1 << 2000', 'nothing is shifted by 2000 bits'],
    ['1 << 60', 'a whole number becomes too large'],
    ['3 ** 40 % 1000', 'a whole number becomes too large'],
    ['94906267 * 94906267 % 10', 'a whole number becomes too large'],
    ['2 ** 53 + 1 - 2 ** 53', 'a whole number becomes too large'],
    ['9007199254740991 + 1', 'a whole number becomes too large'],
    ['-9007199254740991 - 1', 'a whole number becomes too large'],
    ['9007199254740993 % 10', 'a whole number becomes too large'],
    ['sum(9007199254740991, 1, 1)', 'a whole number becomes too large'],
    ['10 ** 400', 'a whole number becomes too large'],
    ['constructor', 'nothing is wired to "constructor"'],
    ['toString(a)', 'there is no "toString" here'],
  ])('%j is refused: %s', (text, why) => {
    expect(() => parseFormula(text)(given)).toThrow(why);
  });

  it.each([
    ['brackets', '('.repeat(500)],
    ['signs', '-'.repeat(999)],
  ])('is refused where %s are nested too deep', (_, text) => {
    expect(() => parseFormula(`${text}1`)).toThrow('it is nested too deep');
  });
});

it('a quotient rounded down and its rest give the number again', () => {
  const whole = fc.integer({ min: -1e6, max: 1e6 });
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      fc.pre(b !== 0);
      const values = new Map([
        ['a', a],
        ['b', b],
      ]);
      expect(parseFormula('a // b * b + a % b')(values)).toBe(a + 0);
      const rest = parseFormula('a % b')(values);
      expect(rest === 0 || rest < 0 === b < 0).toBe(true);
    }),
  );
});

it('any text is read or refused with a reason', () => {
  const pieces = fc.array(
    fc.constantFrom('a', '1', '.5', '(', ')', '+', '-', '**', 'if', 'else', 'max(', ',', 'not', ' '),
  );
  fc.assert(
    fc.property(pieces, (list) => {
      try {
        expect(Number.isFinite(parseFormula(list.join(' '))(given))).toBe(true);
      } catch (thrown) {
        expect((thrown as Error).name).toBe('FormulaError');
      }
    }),
  );
});
