import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateNumber } from './expression.ts';

describe('an expression in a number field', () => {
  it.each([
    ['1/3', 1 / 3],
    ['2*pi', 2 * Math.PI],
    ['-3', -3],
    [' 7.5 ', 7.5],
    ['0,5', 0.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['2^3^2', 512],
    ['2**10', 1024],
    ['(1+2)*3', 9],
    ['sqrt(2)/2', Math.SQRT2 / 2],
    ['max(1, 2, 3)', 3],
    ['-(2)', -2],
    ['10 % 4', 2],
  ])('reads %s', (text, value) => {
    expect(evaluateNumber(text)).toBeCloseTo(value, 12);
  });

  it.each([
    '',
    'hello',
    '1/0',
    '0/0',
    'sqrt(-1)',
    'alert(1)',
    'constructor',
    'constructor.constructor("return 1")()',
    '__proto__',
    'toString()',
    'this',
    'window.location',
    '"7"',
    '[1]',
    '1;2',
    '1 2',
    'a=1',
    'sqrt',
    'sqrt.call(4)',
    'max["constructor"]("return 1")',
    '(() => 1)()',
    '`1`',
    '1 ? 2 : 3',
    '!1',
    '~1',
    'true',
    `${'('.repeat(150)}1`,
    '1+'.repeat(99),
    '9'.repeat(201),
    '<img src=x onerror=alert(1)>',
  ])('refuses %s', (text) => {
    expect(evaluateNumber(text)).toBeUndefined();
  });

  it('gives a finite number or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const value = evaluateNumber(text);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it('reads back every number as it is written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(evaluateNumber(String(number))).toBe(number === 0 ? number + 0 : number);
      }),
    );
  });
});
