import { expect, it } from 'vitest';
import type { Problem } from './problem.ts';
import { problemsByNode } from './problemsByNode.ts';

const problem = (node: string | undefined, message: string, remedy: string): Problem => ({
  code: message.toLowerCase(),
  message: `${message}.`,
  place: node === undefined ? {} : { node, port: message },
  remedy: `${remedy}.`,
});

it('says all that is wrong with a node in one problem, each remedy once', () => {
  const found = problemsByNode([
    problem('a', 'Bare', 'Wire it'),
    problem('b', 'Red', 'Paint it'),
    problem('a', 'Loose', 'Wire it'),
    problem('a', 'Old', 'Renew it'),
    problem(undefined, 'Odd', 'Look at it'),
  ]);
  expect(found).toEqual([
    {
      code: 'bare',
      message: 'Bare. Loose. Old.',
      place: { node: 'a', port: 'Bare', ports: ['Bare', 'Loose', 'Old'] },
      remedy: 'Wire it. Renew it.',
    },
    problem('b', 'Red', 'Paint it'),
    problem(undefined, 'Odd', 'Look at it'),
  ]);
});

it('counts the problems of a node of which nobody would read the sentences', () => {
  const [found] = problemsByNode(Array.from({ length: 20_000 }, (_, index) => problem('a', `P${index}`, `R${index}`)));
  expect(found?.message).toBe('P0. P1. P2. P3. P4. P5. P6. P7. There are 19992 more problems here.');
  expect(found?.remedy).toBe('R0. R1. R2. R3. R4. R5. R6. R7.');
});
