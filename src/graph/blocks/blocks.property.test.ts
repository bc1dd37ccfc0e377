import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentKeys } from '../contentKey.ts';
import { dissolveBlock } from '../edit/dissolveBlock.ts';
import { makeBlock } from '../edit/makeBlock.ts';
import { anyEdits, type Edit } from '../edit/testing/anyEdits.ts';
import { testRegistry } from '../edit/testing/registry.ts';
import { plan } from '../plan.ts';
import { parseLinkEnd } from '../workflow/link.ts';
import { emptyWorkflow, type Workflow, workflowSchema } from '../workflow/schema.ts';
import { checkBlocks } from './checkBlocks.ts';
import { isEdge } from './edges.ts';
import { type Level, levelOf } from './level.ts';
import { putLevel } from './putLevel.ts';

const apply = (edits: readonly Edit[], workflow: Workflow) => edits.reduce((current, edit) => edit(current), workflow);

/** Which of the nodes are chosen, and in which of the blocks something is done. */
const anyChoice = fc.array(fc.nat(), { minLength: 1, maxLength: 6 });

function chosen(workflow: Workflow, choice: readonly number[]): string[] {
  const nodes = workflow.nodes.filter(({ id }) => !isEdge(id));
  return choice.flatMap((at) => nodes[at % Math.max(1, nodes.length)]?.id ?? []);
}

const openOne = (root: Workflow, at: number): Level => {
  const ids = [null, ...(root.blocks ?? []).map(({ id }) => id)];
  return levelOf(root, testRegistry, { open: ids[at % ids.length] ?? null });
};

/** A workflow with blocks in blocks, and what is chosen of one of its levels. */
const anyBlocks = fc
  .tuple(anyEdits, fc.array(fc.tuple(fc.nat(), anyChoice), { minLength: 1, maxLength: 5 }))
  .map(([edits, choices]) =>
    choices.reduce(
      (root, [at, choice]) => {
        const level = openOne(root, at);
        return makeBlock(level, chosen(level.workflow, choice))?.workflow ?? root;
      },
      apply(edits, emptyWorkflow()),
    ),
  );

const sorted = (list: readonly string[]) => [...list].sort();
const wires = ({ links }: Workflow) => sorted(links.map(({ from, to }) => `${from} > ${to}`));

const services = {
  files: { fingerprint: async () => 'file' },
  models: { fingerprint: async () => 'model' },
  loras: { fingerprint: async () => 'lora' },
};

it('dissolved, a block leaves the workflow as it was before it was made', () => {
  fc.assert(
    fc.property(anyBlocks, fc.nat(), anyChoice, (root, at, choice) => {
      const level = openOne(root, at);
      const made = makeBlock(level, chosen(level.workflow, choice));
      fc.pre(made !== undefined);
      expect(dissolveBlock(made.workflow, made.id)).toEqual(root);
    }),
    { numRuns: 300 },
  );
});

it('a workflow has the same nodes to compute, under the same content keys, with any blocks and without', async () => {
  await fc.assert(
    fc.asyncProperty(anyBlocks, async (root) => {
      const { blocks: _, ...rest } = root;
      const flat = { ...rest, nodes: root.nodes.map(({ block: __, ...node }) => node) } as Workflow;
      const [one, other] = [plan(root, testRegistry, []), plan(flat, testRegistry, [])];
      expect(one).toEqual(other);
      const keys = (each: typeof one) => contentKeys(each, services as never);
      expect(await keys(one)).toEqual(await keys(other));
    }),
    { numRuns: 200 },
  );
});

it('what is not changed at a level changes nothing, not even as a copy', () => {
  fc.assert(
    fc.property(anyBlocks, fc.nat(), (root, at) => {
      const level = openOne(root, at);
      expect(putLevel(level, level.workflow)).toBe(root);
      expect(putLevel(level, { ...level.workflow })).toEqual(root);
    }),
    { numRuns: 200 },
  );
});

it('after any edits at a level, the level shows the nodes and wires that they left', () => {
  fc.assert(
    fc.property(anyBlocks, fc.nat(), anyEdits, (root, at, edits) => {
      let level = openOne(root, at);
      const { open } = level;
      for (const edit of edits) {
        const after = edit(level.workflow);
        const next = levelOf(putLevel(level, after), testRegistry, { open }, level);
        fc.pre(next.open === open);
        const plain = ({ nodes }: Workflow) => sorted(nodes.map(({ id }) => id).filter((id) => !isEdge(id)));
        expect(plain(next.workflow)).toEqual(plain(after));
        const within = (each: Workflow) =>
          wires({
            ...each,
            links: each.links.filter(
              ({ from, to }) => ![from, to].some((end) => isEdge(parseLinkEnd(end)?.node ?? '')),
            ),
          });
        expect(within(next.workflow)).toEqual(within(after));
        level = next;
      }
    }),
    { numRuns: 300 },
  );
});

it('after any edits at any levels, a file has ids and ports that are sound', () => {
  fc.assert(
    fc.property(anyBlocks, fc.array(fc.tuple(fc.nat(), anyEdits), { maxLength: 5 }), (root, rounds) => {
      const after = rounds.reduce((current, [at, edits]) => {
        const level = openOne(current, at);
        return putLevel(level, apply(edits, level.workflow));
      }, root);
      expect(workflowSchema.safeParse(after).error?.issues ?? []).toEqual([]);
      expect(() => checkBlocks(after)).not.toThrow();
      expect(after.nodes.filter(({ id, type }) => isEdge(id) || type.startsWith('block'))).toEqual([]);
      expect(new Set(after.links.map(({ to }) => to)).size).toBe(after.links.length);
    }),
    { numRuns: 200 },
  );
});
