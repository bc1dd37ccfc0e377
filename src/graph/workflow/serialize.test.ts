import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finish } from '../../tensor/work.ts';
import type { Workflow } from './schema.ts';
import { serializedInPieces } from './serialize.ts';

it('writes in pieces what JSON.stringify writes at once', () => {
  const anything = fc.anything({
    withNullPrototype: true,
    values: [fc.string({ unit: 'binary' }), fc.double(), fc.boolean()],
  });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anything), (workflow) => {
      fc.pre(typeof JSON.stringify(workflow) === 'string');
      expect(finish(serializedInPieces(workflow as never as Workflow))).toBe(JSON.stringify(workflow));
    }),
    { numRuns: 300 },
  );
});

it('stops within a long list of numbers, and between nodes', () => {
  const many = { nodes: Array.from({ length: 100 }, (_, id) => ({ id })), links: Array(100_000).fill(1) };
  let stops = 0;
  for (const _ of serializedInPieces(many as never as Workflow)) stops++;
  expect(stops).toBeGreaterThan(100);
});

const halves = ['\ud83d', '\ude00', '\ud83d\ude00', '\ud83d\ud83d\ude00', '"', '\\', '\n', 'a', 'é'];

it('stops within a long text, and writes it as JSON.stringify does wherever the stops fall', () => {
  const around = fc.array(fc.constantFrom(...halves), { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(around, fc.integer({ min: -8, max: 2 }), (text, shift) => {
      const long = `${'a'.repeat(2 ** 18 + shift)}${text}${'b'.repeat(2 ** 18)}`;
      const work = serializedInPieces({ name: long } as never as Workflow);
      let [stops, step] = [0, work.next()];
      for (; !step.done; step = work.next()) stops++;
      expect(stops).toBeGreaterThan(1);
      expect(step.value === JSON.stringify({ name: long })).toBe(true);
    }),
    { numRuns: 30 },
  );
});
