import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLinkEnd } from '../workflow/link.ts';
import { emptyWorkflow, workflowSchema } from '../workflow/schema.ts';
import { groupsInSight, outOfSight } from './grouping/outOfSight.ts';
import { anyEdits } from './testing/anyEdits.ts';

it('keeps the schema valid and the links consistent through any sequence of edits', () => {
  fc.assert(
    fc.property(anyEdits, (edits) => {
      const workflow = edits.reduce((current, edit) => edit(current), emptyWorkflow());
      expect(workflowSchema.safeParse(workflow).error?.issues ?? []).toEqual([]);
      const ids = new Set(workflow.nodes.map((node) => node.id));
      expect(ids.size).toBe(workflow.nodes.length);
      expect(new Set(workflow.links.map((link) => link.to)).size).toBe(workflow.links.length);
      for (const end of workflow.links.flatMap((link) => [link.from, link.to])) {
        expect(ids).toContain(parseLinkEnd(end)?.node);
      }
      const seen = groupsInSight(workflow).map(({ id }) => id);
      expect(new Set(workflow.groups.map(({ id }) => id)).size).toBe(workflow.groups.length);
      for (const node of workflow.nodes) {
        const box = outOfSight(workflow.groups).aroundNode(node).at(-1);
        if (box !== undefined) expect(seen).toContain(box);
      }
    }),
    { numRuns: 300 },
  );
});
