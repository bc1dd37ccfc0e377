import { expect, it } from 'vitest';
import { workflowOf } from '../../../graph/testing/workflowOf.ts';
import { finish } from '../../../tensor/work.ts';
import { sameWorkflow } from './sameWorkflow.ts';

const make = (value = 1) =>
  workflowOf({ a: { type: 'value', parameters: { value } }, b: { type: 'show' } }, ['a.number b.number']);

it('a workflow is the same as a copy of it', () => {
  expect(finish(sameWorkflow(make(), structuredClone(make())))).toBe(true);
});

it.each([
  ['a parameter differs', make(2)],
  ['a node is missing', { ...make(), nodes: make().nodes.slice(1) }],
  ['a link is missing', { ...make(), links: [] }],
  ['its name differs', { ...make(), name: 'Other' }],
  ['nodes stand in another order', { ...make(), nodes: make().nodes.toReversed() }],
])('it is another when %s', (_, other) => {
  expect(finish(sameWorkflow(make(), other))).toBe(false);
});
