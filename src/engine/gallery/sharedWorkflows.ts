import { z } from 'zod';
import type { GalleryEntry } from '../../gallery/entry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { sha256 } from '../files/sha256.ts';
import type { WorkflowShelf } from '../jobs/workflowShelf.ts';

/** What an entry says of its workflow. */
export type OwnWorkflow = Pick<GalleryEntry, 'workflow' | 'family' | 'values'>;

/** Workflows that differ in values alone share one on the shelf: a thousand pictures from one slider keep it once. */
export interface SharedWorkflows {
  put(workflow: Workflow): Promise<OwnWorkflow>;
  /** The text of its file. @throws ArcspaceError for one that is gone or was changed. */
  take(own: Pick<OwnWorkflow, 'workflow' | 'values'>): Promise<string>;
}

/** As much of a workflow of whatever version as its values need: what is older is migrated by whoever opens it, with its values in it. */
const shelvedSchema = z.looseObject({
  nodes: z.array(z.looseObject({ id: z.string(), parameters: z.record(z.string(), z.unknown()).default({}) })),
});
type Shelved = z.output<typeof shelvedSchema>;

/** Characters of JSON of the values of an entry: with more it has a workflow of its own on the shelf. */
const MOST_VALUES = 4000;

/** @param shared the hash of the workflow on the shelf that a family has, if it has one. */
export function createSharedWorkflows(
  shelf: WorkflowShelf,
  shared: (family: string) => string | undefined,
): SharedWorkflows {
  let newest: { readonly hash: string; readonly family: string; readonly shelved: Shelved } | undefined;

  const read = async (hash: string): Promise<Shelved> => shelvedSchema.parse(JSON.parse(await shelf.takeText(hash)));
  const ofFamily = async (family: string): Promise<typeof newest> => {
    const hash = newest?.family === family ? newest.hash : shared(family);
    // One that is gone is replaced by the next.
    if (hash === undefined || !(await shelf.renew(hash))) return undefined;
    if (hash === newest?.hash) return newest;
    const shelved = await read(hash).catch(() => undefined);
    newest = shelved && { hash, family, shelved };
    return newest;
  };
  return {
    async put(workflow) {
      const { thumbnail: _, viewport, ...kept } = workflow;
      const family = familyOf(kept);
      const base = await ofFamily(family);
      const values = base && differences(base.shelved, kept);
      if (base && values && JSON.stringify(values).length <= MOST_VALUES) {
        return { workflow: base.hash, family, values };
      }
      const hash = await shelf.put(kept);
      newest = { hash, family, shelved: kept };
      return { workflow: hash, family, values: {} };
    },
    async take({ workflow, values }) {
      return `${JSON.stringify(withValues(await read(workflow), values), null, 2)}\n`;
    },
  };
}

/** Of all but the values of parameters: their names count, where there are values. */
export function familyOf(workflow: Workflow): string {
  const nodes = workflow.nodes.map((node) => ({ ...node, parameters: namesOf(node.parameters) }));
  return sha256(serializeWorkflow({ ...workflow, nodes }));
}

function namesOf(parameters: Readonly<Record<string, unknown>>): Record<string, null> {
  return Object.fromEntries(Object.keys(parameters).map((name) => [name, null]));
}

/** The values of a workflow that another of its family has not, by "node.parameter". */
export function differences(base: Shelved, workflow: Shelved): Record<string, unknown> {
  const pairs = workflow.nodes.flatMap(({ id, parameters }, index) => {
    const others = base.nodes[index]?.parameters ?? {};
    return Object.entries(parameters)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(others[name]))
      .map(([name, value]) => [`${id}.${name}`, value] as const);
  });
  return Object.fromEntries(pairs);
}

function withValues(shelved: Shelved, values: Readonly<Record<string, unknown>>): Shelved {
  const nodes = shelved.nodes.map((node) => {
    const own = Object.entries(values).filter(([name]) => name.startsWith(`${node.id}.`));
    const changed = own.map(([name, value]) => [name.slice(node.id.length + 1), value] as const);
    return { ...node, parameters: { ...node.parameters, ...Object.fromEntries(changed) } };
  });
  return { ...shelved, nodes };
}
