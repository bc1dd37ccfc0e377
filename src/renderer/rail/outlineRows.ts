import type { WorkflowGroup } from '../../graph/workflow/schema.ts';
import type { OutlineNode } from './outline.ts';

interface Placed {
  readonly key: string;
  /** From 1, among so many beside it. */
  readonly place: number;
  readonly among: number;
}

/** A line of the outline: a group, a node, or one of the inputs under it. */
export type OutlineRow =
  | (Placed & { readonly kind: 'group'; readonly group: WorkflowGroup })
  | (Placed & { readonly kind: 'node'; readonly item: OutlineNode; readonly open: boolean })
  | (Placed & { readonly kind: 'input'; readonly item: OutlineNode; readonly input: OutlineNode['inputs'][number] });

/** The lines from top to bottom, groups first; the inputs of a closed node are left out. */
export function rowsOf(
  groups: readonly WorkflowGroup[],
  items: readonly OutlineNode[],
  closed: ReadonlySet<string>,
): readonly OutlineRow[] {
  const among = groups.length + items.length;
  const first = groups.map((group, index): OutlineRow => {
    // Ids of nodes hold no colon.
    return { kind: 'group', key: `group:${group.id}`, group, place: index + 1, among };
  });
  const nodes = items.flatMap((item, index): OutlineRow[] => {
    const { id } = item.node;
    const open = !closed.has(id);
    const node = { kind: 'node', key: id, item, open, place: groups.length + index + 1, among } as const;
    return open ? [node, ...inputsOf(item)] : [node];
  });
  return [...first, ...nodes];
}

function inputsOf(item: OutlineNode): OutlineRow[] {
  const among = item.inputs.length;
  return item.inputs.map((input, at) => {
    const key = `${item.node.id}.${input.port}.${at}`;
    return { kind: 'input', key, item, input, place: at + 1, among };
  });
}
