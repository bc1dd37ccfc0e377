import { expect, test } from 'vitest';
import { isWorkflowName, withoutExtension } from './workflowName.ts';

test.each([
  ['faces.arcspace', true, 'faces'],
  ['faces.json', true, 'faces'],
  ['FACES.ARCSPACE', true, 'FACES'],
  ['faces.json.png', false, 'faces.json.png'],
  ['arcspace', false, 'arcspace'],
])('%s is the name of a workflow: %s', (name, isOne, plain) => {
  expect(isWorkflowName(name)).toBe(isOne);
  expect(withoutExtension(name)).toBe(plain);
});
