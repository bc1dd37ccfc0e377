import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { withChosenWires } from './chosenWires.ts';
import { plan } from './plan.ts';
import { workflowOf } from './testing/workflowOf.ts';

const number = { type: 'number', parameters: { value: 3 } };
const formula = { type: 'formula', parameters: { formula: '1' } };
const turned = (is_on: boolean) => ({ type: 'switch', parameters: { is_on } });
const show = { type: 'text' };

const sides = ['a.number s.off', 'b.number s.on'];

function computed(nodes: Parameters<typeof workflowOf>[0], ...links: string[]): string[] {
  const { nodes: planned, problems } = plan(workflowOf(nodes, [...sides, ...links]), nodeRegistry, ['s']);
  expect(problems).toEqual([]);
  return planned.map(({ id }) => id);
}

describe('what leads only to the other side of a switch', () => {
  it.each([
    [false, ['a', 's']],
    [true, ['b', 's']],
  ])('is not computed: on is %s', (is_on, ids) => {
    expect(computed({ a: number, b: number, s: turned(is_on) })).toEqual(ids);
  });

  it('is not computed where a toggle behind a reroute says so', () => {
    const nodes = {
      a: number,
      b: number,
      t: { type: 'toggle', parameters: { is_on: true } },
      r: { type: 'reroute' },
      s: turned(false),
    };
    expect(computed(nodes, 't.number r.value', 'r.value s.which')).toEqual(['b', 't', 'r', 's']);
  });

  it('does not matter to the type of what is passed on, nor does the order in which wires were drawn', () => {
    const nodes = {
      t: { type: 'toggle', parameters: { is_on: true } },
      a: { type: 'text' },
      b: { type: 'text' },
      s: turned(false),
      j: { type: 'join_texts' },
    };
    const links = ['t.number s.which', 'b.text s.on', 'a.text s.off', 's.value j.first', 'b.text j.second'];
    expect(plan(workflowOf(nodes, links), nodeRegistry, ['j']).problems).toEqual([]);
  });

  it('is computed where the number that chooses has to be computed itself', () => {
    const nodes = { a: number, b: number, f: formula, s: turned(false) };
    expect(computed(nodes, 'f.number s.which').sort()).toEqual(['a', 'b', 'f', 's']);
  });

  it('need not be complete', () => {
    const nodes = { a: number, b: { type: 'from_the_future' }, s: turned(false) };
    expect(computed(nodes)).toEqual(['a', 's']);
  });

  it('does not become what a run without targets is for', () => {
    const workflow = workflowOf({ a: number, b: number, s: turned(false) }, sides);
    expect(plan(workflow, nodeRegistry, []).nodes.map(({ id }) => id)).toEqual(['a', 's']);
  });

  it('is not computed where the toggle is behind bypassed nodes, or where a bypassed node brings nothing to choose by', () => {
    const toggle = { type: 'toggle', parameters: { is_on: true } };
    const way = { type: 'reroute', mode: 'bypass' as const };
    const nodes = { a: number, b: number, t: toggle, r: way, s: turned(false) };
    expect(computed(nodes, 't.number r.value', 'r.value s.which')).toEqual(['b', 't', 's']);
    const off = { type: 'formula', parameters: { formula: '1' }, mode: 'bypass' as const };
    expect(computed({ a: number, b: number, f: off, s: turned(true) }, 'f.number s.which')).toEqual(['b', 's']);
  });

  it('is kept in a switch that is bypassed, which chooses nothing', () => {
    const workflow = workflowOf({ a: number, b: number, s: { ...turned(true), mode: 'bypass' as const } }, sides);
    expect(withChosenWires(workflow, nodeRegistry)).toBe(workflow);
  });

  it('is the same workflow where nothing chooses', () => {
    const workflow = workflowOf({ a: number, show });
    expect(withChosenWires(workflow, nodeRegistry)).toBe(workflow);
  });
});

describe('before a run it is said of a switch', () => {
  const problemsOf = (nodes: Parameters<typeof workflowOf>[0], ...links: string[]) =>
    plan(workflowOf(nodes, links), nodeRegistry, ['s']).problems;

  it('that nothing is wired to the side that is on', () => {
    const [problem, ...others] = problemsOf({ a: number, s: turned(true) }, 'a.number s.off');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'missing-input', place: { node: 's', port: 'on' } });
    expect(problemsOf({ a: number, s: turned(false) }, 'a.number s.off')).toEqual([]);
  });

  it('that its sides are of two kinds, where the choice is only known while it runs', () => {
    const nodes = { a: number, b: { type: 'text' }, f: formula, s: turned(false) };
    const links = ['a.number s.off', 'b.text s.on'];
    const [problem] = problemsOf(nodes, ...links, 'f.number s.which');
    expect(problem).toMatchObject({ code: 'wrong-type', place: { node: 's', port: 'on' } });
    expect(problem?.message).toContain('gets a number at Off, but text at On');
    expect(problemsOf(nodes, ...links)).toEqual([]);
  });
});

it('before a run it is said that a formula cannot be read', () => {
  const workflow = workflowOf({ f: { type: 'formula', parameters: { formula: '(1 + 2' } } });
  const [problem] = plan(workflow, nodeRegistry, ['f']).problems;
  expect(problem).toMatchObject({ code: 'invalid-parameter', place: { node: 'f', port: 'formula' } });
  expect(problem?.message).toContain('")" is missing');
});
