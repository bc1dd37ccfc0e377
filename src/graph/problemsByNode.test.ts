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
