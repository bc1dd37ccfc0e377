import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Lora, loraName, loraSum } from './lora.ts';

const term = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  name: fc.constant('x'),
  strength: fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8),
});
const lora = fc.uniqueArray(term, { selector: ({ id }) => id }).map((terms): Lora => ({ terms }));

const only = (name: string): Lora => ({ terms: [{ id: name, name, strength: 1 }] });

const strengths = ({ terms }: Lora) => Object.fromEntries(terms.map(({ id, strength }) => [id, strength]));
const strengthOf = (id: string, value: Lora) => strengths(value)[id] ?? 0;

test('a sum adds the strengths of each file, weighted', () => {
  fc.assert(
    fc.property(lora, lora, fc.integer({ min: -4, max: 4 }), (a, b, weight) => {
      const sum = loraSum([
        [1, a],
        [weight, b],
      ]);
      for (const id of ['a', 'b', 'c'])
        expect(strengthOf(id, sum)).toBe(strengthOf(id, a) + weight * strengthOf(id, b));
      expect(new Set(sum.terms.map(({ id }) => id)).size).toBe(sum.terms.length);
    }),
  );
});

test('a change minus itself is none, and keeps its files, so that a slider through 0 opens nothing anew', () => {
  const ink = { terms: [{ id: 'a', name: 'ink', strength: 0.7 }] };
  expect(
    loraSum([
      [1, ink],
      [-1, ink],
    ]),
  ).toEqual({ terms: [{ id: 'a', name: 'ink', strength: 0 }] });
});

test('the way between two is their interpolation', () => {
  const [ink, rain] = [only('ink'), only('rain')];
  const between = loraSum([
    [0.75, ink],
    [0.25, rain],
  ]);
  expect(strengths(between)).toEqual({ ink: 0.75, rain: 0.25 });
});

test('it is called by its files and their strengths', () => {
  expect(loraName({ terms: [{ id: 'a', name: 'Ink', strength: 0.80000001 }] })).toBe('Ink 0.8');
  const terms = [
    { id: 'a', name: 'Ink', strength: 1 },
    { id: 'b', name: 'Rain', strength: -0.5 },
  ];
  expect(loraName({ terms })).toBe('Ink 1, Rain −0.5');
  expect(loraName({ terms: [] })).toBe('no LoRA');
});
