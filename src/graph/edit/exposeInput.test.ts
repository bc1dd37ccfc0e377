import { describe, expect, test } from 'vitest';
import { emptyWorkflow, type Workflow } from '../workflow/schema.ts';
import { concealInput, exposeInput } from './exposeInput.ts';

const seed = { node: 'noise', port: 'seed' };
const steps = { node: 'schedule', port: 'steps' };
const names = ({ inputs }: Workflow) => inputs.map(({ name }) => name);

describe('a parameter is offered as an input of the workflow', () => {
  const one = exposeInput(emptyWorkflow(), seed, 'Seed');

  test('under its own name, with a label', () => {
    expect(one.inputs).toEqual([{ name: 'seed', label: 'Seed', target: 'noise.seed' }]);
  });

  test('once', () => {
    expect(exposeInput(one, seed, 'Again')).toBe(one);
    expect(exposeInput(exposeInput(one, steps, 'Steps'), seed, 'Again').inputs).toHaveLength(2);
  });

  test('beside others, under a name that is still free', () => {
    const two = exposeInput(one, { node: 'other', port: 'seed' }, 'Other seed');
    expect(names(two)).toEqual(['seed', 'seed_2']);
    expect(two.inputs[0]).toBe(one.inputs[0]);
  });

  test('with a label that a file can hold', () => {
    expect(exposeInput(emptyWorkflow(), seed, 'x'.repeat(300)).inputs[0]?.label).toBe('x'.repeat(200));
  });

  test('up to two hundred of them', () => {
    let workflow = emptyWorkflow();
    for (let i = 0; i < 200; i++) workflow = exposeInput(workflow, { node: `n${i}`, port: 'seed' }, 'Seed');
    expect(workflow.inputs).toHaveLength(200);
    expect(exposeInput(workflow, seed, 'One too many')).toBe(workflow);
  });
});

describe('and is taken back', () => {
  const two = exposeInput(exposeInput(emptyWorkflow(), seed, 'Seed'), steps, 'Steps');

  test('alone', () => {
    expect(names(concealInput(two, seed))).toEqual(['steps']);
    expect(concealInput(two, seed).name).toBe(two.name);
  });

  test('and where it was never offered nothing changes', () => {
    expect(concealInput(two, { node: 'noise', port: 'width' })).toBe(two);
  });
});
