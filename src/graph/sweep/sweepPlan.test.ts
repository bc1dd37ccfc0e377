import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { workflowOf } from '../testing/workflowOf.ts';
import type { SweepAxis } from './axis.ts';
import { estimatedTime } from './estimate.ts';
import { cellsOf } from './sweep.ts';
import { cellsByChoice, sweepPlan } from './sweepPlan.ts';

const number = { type: 'number', parameters: { value: 3 } };
const sides = ['a.number s.off', 'b.number s.on', 's.value show.value'];
const show = { type: 'show_value' };
const turned = workflowOf({ show, s: { type: 'switch' }, b: number, a: number }, sides);
const both: SweepAxis = { node: 's', parameter: 'is_on', values: [false, true] };
const ofB: SweepAxis = { node: 'b', parameter: 'value', values: [1, 2, 3] };
const idsOf = (axes: readonly SweepAxis[], workflow = turned) =>
  sweepPlan(workflow, nodeRegistry, axes).nodes.map(({ id }) => id);

describe('a sweep over a switch', () => {
  it('computes either side, each node after those that it needs', () => {
    expect(idsOf([both])).toEqual(['b', 'a', 's', 'show']);
    expect(idsOf([{ ...both, values: [true] }])).toEqual(['b', 's', 'show']);
    expect(idsOf([ofB])).toEqual(['a', 's', 'show']);
  });

  it('may go over what only one of the sides depends on', () => {
    const cells = (...axes: SweepAxis[]) => cellsOf(sweepPlan(turned, nodeRegistry, axes), axes);
    expect(cells(both, ofB)).toHaveLength(6);
    expect(() => cells(ofB)).toThrow('No result depends on b.value');
  });

  it('of too many combinations is refused for that, whatever the first of them computes', () => {
    const tooMany = { node: 't', parameter: 'value', values: Array.from({ length: 10_001 }, (_, value) => value) };
    const byNumber = workflowOf({ show, t: number, s: { type: 'switch' }, a: number, b: number }, [
      ...sides,
      't.number s.which',
    ]);
    const axes = [tooMany, ofB];
    expect(() => cellsOf(sweepPlan(byNumber, nodeRegistry, axes), axes)).toThrow('30003 combinations');
  });

  it('takes the time of a side as often as its own parameters have values', () => {
    const axes = [both, ofB];
    const times: Record<string, number> = { a: 1000, b: 100, s: 1, show: 0 };
    expect(estimatedTime(sweepPlan(turned, nodeRegistry, axes), axes, (node) => times[node])).toBe(1000 + 300 + 6);
  });

  it('counts as many choices as there are, however many cells', () => {
    const hundred = { node: 't', parameter: 'value', values: Array.from({ length: 100 }, (_, value) => value) };
    const byNumber = workflowOf({ show, t: number, s: { type: 'switch' }, a: number, b: number }, [
      ...sides,
      't.number s.which',
    ]);
    expect(cellsByChoice(byNumber, nodeRegistry, [ofB, hundred])).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  it('leaves out what no combination chooses, where one number turns two switches', () => {
    const nodes = {
      show,
      t: { type: 'toggle' },
      s: { type: 'switch' },
      inner: { type: 'switch' },
      a: number,
      b: number,
    };
    const links = [
      ...['t.number s.which', 't.number inner.which', 'a.number s.off', 'inner.value s.on', 'b.number inner.off'],
      ...['a.number inner.on', 's.value show.value'],
    ];
    const axis = { node: 't', parameter: 'is_on', values: [true, false] };
    expect(idsOf([axis], workflowOf(nodes, links)).sort()).toEqual(['a', 'inner', 's', 'show', 't']);
  });

  it('says before anything runs what is missing on the side that only a later cell chooses', () => {
    const open = workflowOf({ show, s: { type: 'switch' }, a: number }, ['a.number s.off', 's.value show.value']);
    const planned = sweepPlan(open, nodeRegistry, [both]);
    expect(planned.problems).toMatchObject([{ code: 'missing-input', place: { node: 's', port: 'on' } }]);
    expect(() => cellsOf(planned, [both])).toThrow(expect.objectContaining({ code: 'missing-input' }));
  });
});
