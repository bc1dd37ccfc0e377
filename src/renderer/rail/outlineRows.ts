import type { OutlineNode } from './outline.ts';

interface Placed {
  readonly key: string;
  readonly item: OutlineNode;
  /** From 1, among so many beside it. */
  readonly place: number;
  readonly among: number;
}

/** A line of the outline: a node, or one of the inputs under it. */
export type OutlineRow =
  | (Placed & { readonly kind: 'node'; readonly open: boolean })
  | (Placed & { readonly kind: 'input'; readonly input: OutlineNode['inputs'][number] });

/** The lines from top to bottom; those of a closed node are left out. */
export function rowsOf(items: readonly OutlineNode[], closed: ReadonlySet<string>): readonly OutlineRow[] {
  return items.flatMap((item, index): OutlineRow[] => {
    const { id } = item.node;
    const open = !closed.has(id);
    const node = { kind: 'node', key: id, item, open, place: index + 1, among: items.length } as const;
    if (!open) return [node];
    const among = item.inputs.length;
    const inputs = item.inputs.map(
      (input, at) => ({ kind: 'input', key: `${id}.${input.port}.${at}`, item, input, place: at + 1, among }) as const,
    );
    return [node, ...inputs];
  });
}
