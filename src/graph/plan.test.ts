import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from './defineNode.ts';
import { defaultTargets, plan } from './plan.ts';
import { port } from './port.ts';
import { createRegistry, type NodeRegistry } from './registry.ts';
import { fakeRegistry } from './testing/fakeNodes.ts';
import { workflowOf } from './testing/workflowOf.ts';

const note = defineNode({
  type: 'note',
  version: 1,
  migrations: [],
  title: 'Note',
  docs: 'For tests.',
  inputs: { about: port('number', 'nothing', { optional: true }) },
  parameters: z.object({}),
  outputs: {},
  compute: () => ({}),
  examples: [],
});
const registry: NodeRegistry = new Map([...fakeRegistry, ...createRegistry({ test: [note] })]);
const idsOf = (...args: Parameters<typeof plan>) => plan(...args).nodes.map(({ id }) => id);

const value = { type: 'value' };
const double = { type: 'double' };
const show = { type: 'show' };

describe('a run without targets', () => {
  test('is for what shows or writes something, and computes only what that needs', () => {
    const workflow = workflowOf({ a: value, aside: double, end: show, b: value }, [
      'a.number end.number',
      'b.number aside.number',
    ]);
    expect(defaultTargets(workflow, registry)).toEqual(['end']);
    expect(idsOf(workflow, registry, [])).toEqual(['a', 'end']);
  });

  test('is for the ends of the graph where nothing shows or writes', () => {
    const workflow = workflowOf({ a: value, b: double, c: double }, ['a.number b.number', 'a.number c.number']);
    expect(defaultTargets(workflow, registry)).toEqual(['b', 'c']);
  });

  test('is never for what is muted, bypassed or gives nothing', () => {
    const muted = { ...show, mode: 'mute' as const };
    const bypassed = { ...show, mode: 'bypass' as const };
    expect(defaultTargets(workflowOf({ muted, bypassed, a: value }), registry)).toEqual(['a']);
    const off = { ...value, mode: 'mute' as const };
    expect(defaultTargets(workflowOf({ off, note: { type: 'note' }, a: value }), registry)).toEqual(['a']);
    expect(defaultTargets(workflowOf({ off }), registry)).toEqual([]);
    expect(plan(workflowOf({ note: { type: 'note' } }), registry, [])).toEqual({ nodes: [], problems: [] });
  });

  test('tells of a node that nobody knows rather than leave it out', () => {
    const { nodes, problems } = plan(workflowOf({ odd: { type: 'from_the_future' } }), registry, []);
    expect(nodes).toEqual([]);
    expect(problems).toMatchObject([{ code: 'unknown-node', place: { node: 'odd' } }]);
  });
});

describe('a target', () => {
  const workflow = workflowOf({ a: value, off: { ...double, mode: 'mute' }, behind: show, free: show }, [
    'a.number off.number',
    'off.number behind.number',
    'a.number free.number',
  ]);

  test('is computed with what it needs, and nothing else', () => {
    expect(idsOf(workflow, registry, ['free'])).toEqual(['a', 'free']);
    expect(plan(workflow, registry, ['free']).problems).toEqual([]);
  });

  test('that is not there is named', () => {
    const { nodes, problems } = plan(workflow, registry, ['gone', 'free']);
    expect(nodes).toEqual([]);
    expect(problems).toMatchObject([{ code: 'no-target', place: { node: 'gone' } }]);
    expect(problems[0]?.message).toContain('"gone"');
    expect(problems[0]?.remedy).not.toBe('');
  });

  test.each(['off', 'behind'])('that is muted, or depends on what is, is named: %s', (id) => {
    const { nodes, problems } = plan(workflow, registry, [id]);
    expect(nodes).toEqual([]);
    expect(problems).toMatchObject([{ code: 'muted', place: { node: id } }]);
    expect(problems[0]?.message).toContain(`"${id}"`);
    expect(problems[0]?.remedy).not.toBe('');
  });

  test('that is bypassed is passed by', () => {
    const bypassed = workflowOf({ a: value, way: { ...double, mode: 'bypass' } }, ['a.number way.number']);
    expect(idsOf(bypassed, registry, ['way'])).toEqual(['a']);
  });
});

describe('the order of a plan', () => {
  test('puts each node after all that it needs, however often it needs it, and keeps that of the file otherwise', () => {
    const workflow = workflowOf(
      { end: show, sum: { type: 'sum', version: 2 }, late: double, early: value, other: value },
      [
        'sum.number end.number',
        'early.number sum.terms.1',
        'early.number sum.terms.2',
        'late.number sum.terms.3',
        'other.number late.number',
      ],
    );
    expect(idsOf(workflow, registry, [])).toEqual(['early', 'other', 'late', 'sum', 'end']);
  });

  test('knows parameters and wires of each node, those of a bypassed one led past it', () => {
    const workflow = workflowOf(
      {
        a: { ...value, parameters: { value: 3 } },
        way: { ...double, mode: 'bypass' },
        sum: { type: 'sum', version: 2 },
      },
      ['a.number way.number', 'way.number sum.terms.2', 'a.number sum.terms.1'],
    );
    const [first, second] = plan(workflow, registry, ['sum']).nodes;
    expect(first).toMatchObject({ id: 'a', parameters: { value: 3 } });
    expect(first?.definition).toBe(registry.get('value'));
    expect([...(second?.inputs ?? [])].sort()).toEqual([
      ['terms.1', { node: 'a', port: 'number' }],
      ['terms.2', { node: 'a', port: 'number' }],
    ]);
    expect(second?.parameters).toEqual({ plus: 0 });
  });

  test('leaves out a wire behind which a bypassed node has nothing to pass on', () => {
    const workflow = workflowOf({ a: value, way: { ...double, mode: 'bypass' }, sum: { type: 'sum', version: 2 } }, [
      'a.number sum.terms.1',
      'way.number sum.plus',
    ]);
    const sum = plan(workflow, registry, ['sum']).nodes.find(({ id }) => id === 'sum');
    expect([...(sum?.inputs.keys() ?? [])]).toEqual(['terms.1']);
  });
});
