import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyEdits } from '../../../graph/edit/testing/anyEdits.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import { changeBetween, changed } from './workflowChange.ts';

it('leads from any workflow to any other, forward and back', () => {
  fc.assert(
    fc.property(anyEdits, anyEdits, fc.boolean(), (edits, others, related) => {
      const from = edits.reduce((workflow, edit) => edit(workflow), emptyWorkflow());
      const to = others.reduce((workflow, edit) => edit(workflow), related ? from : emptyWorkflow());
      expect(changed(from, changeBetween(from, to) ?? '')).toEqual(to);
      expect(changed(to, changeBetween(to, from) ?? '')).toEqual(from);
    }),
  );
});

it('is short where most stays, and leaves what stays as it is', () => {
  const node = (id: number) => ({ id: `n${id}`, type: 'number', version: 1, position: [0, 0], parameters: {} });
  const nodes = Array.from({ length: 5000 }, (_, id) => node(id));
  const from = { ...emptyWorkflow(), nodes: nodes as never, links: [] };
  const to = { ...from, nodes: nodes.with(2500, node(9999)) as never };
  const change = changeBetween(from, to) ?? '';
  expect(change.length).toBeLessThan(500);
  expect(changed(from, change).links).toBe(from.links);
  expect(changed(from, change).nodes[0]).toBe(nodes[0]);
  expect(changeBetween(from, { ...to, nodes: nodes.map((each) => ({ ...each })) as never })).toBeUndefined();
});

it('is not written where what is another is long, however few nodes it is in', () => {
  const note = (text: string) => ({ ...emptyWorkflow(), nodes: [{ id: 'n', parameters: { text } }] as never });
  const short = note('x'.repeat(100_000));
  expect(changeBetween(short, note('x'.repeat(3_000_000)))).toBeUndefined();
  expect(changed(note('x'.repeat(3_000_000)), changeBetween(note(''), short) ?? '')).toEqual(short);
});
