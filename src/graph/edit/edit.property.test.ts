import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLinkEnd } from '../workflow/link.ts';
import { emptyWorkflow, workflowSchema } from '../workflow/schema.ts';
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
    }),
    { numRuns: 300 },
  );
});
