import { formatLinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowLink } from '../workflow/schema.ts';
import { INPUTS, OUTPUTS } from './edges.ts';
import type { BlockPorts } from './ports.ts';
import type { BlockTree } from './tree.ts';

/** How ends of wires are seen from a level; undefined for what lies outside of it. */
interface Seen {
  output(end: string): string | undefined;
  input(end: string): string | undefined;
}

export function seenFrom(
  root: Workflow,
  open: string | null,
  tree: BlockTree,
  ports: ReadonlyMap<string, BlockPorts>,
): Seen {
  const known = new Set(root.nodes.map(({ id }) => id));
  const names = new Map<string, { inputs: Map<string, string>; outputs: Map<string, string> }>();
  for (const [block, { inputs, outputs }] of ports) {
    names.set(block, {
      inputs: new Map(inputs.flatMap(({ name, to }) => to.map((end) => [end, name] as const))),
      outputs: new Map(outputs.map(({ name, from }) => [from, name])),
    });
  }
  const seen = (side: 'inputs' | 'outputs') => (end: string) => {
    const node = parseLinkEnd(end)?.node ?? '';
    const chain = tree.around(node);
    const at = open === null ? chain.length : chain.indexOf(open);
    // A wire that leads nowhere is drawn where it was: `validate` names it.
    if (at < 0 || (!known.has(node) && open !== null)) return undefined;
    if (at === 0) return end;
    const block = chain[at - 1] as string;
    const name = names.get(block)?.[side].get(end);
    return name === undefined ? undefined : formatLinkEnd({ node: block, port: name });
  };
  return { output: seen('outputs'), input: seen('inputs') };
}

export function shownLinks(
  root: Workflow,
  open: string | null,
  ports: ReadonlyMap<string, BlockPorts>,
  seen: Seen,
  pool: ReadonlyMap<string, WorkflowLink> = new Map(),
): { readonly links: WorkflowLink[]; readonly derived: ReadonlyMap<string, WorkflowLink> } {
  const derived = new Map<string, WorkflowLink>();
  const links: WorkflowLink[] = [];
  const derive = (from: string, to: string) => {
    const key = `${from} ${to}`;
    if (derived.has(key)) return;
    const link = pool.get(key) ?? { from, to };
    derived.set(key, link);
    links.push(link);
  };
  for (const link of root.links) {
    const from = seen.output(link.from);
    const to = seen.input(link.to);
    if (from === undefined || to === undefined) continue;
    if (from === link.from && to === link.to) links.push(link);
    else if (parseLinkEnd(from)?.node !== parseLinkEnd(to)?.node) derive(from, to);
  }
  const own = open === null ? undefined : ports.get(open);
  for (const { name, to } of own?.inputs ?? []) {
    for (const end of to) {
      const shown = seen.input(end);
      if (shown !== undefined) derive(formatLinkEnd({ node: INPUTS, port: name }), shown);
    }
  }
  for (const { name, from } of own?.outputs ?? []) {
    const shown = seen.output(from);
    if (shown !== undefined) derive(shown, formatLinkEnd({ node: OUTPUTS, port: name }));
  }
  return { links, derived };
}
