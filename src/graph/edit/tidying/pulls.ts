import { parseLinkEnd } from '../../workflow/link.ts';
import type { Workflow } from '../../workflow/schema.ts';
import type { Measures } from '../measures.ts';

/** A wire as one of its nodes feels it: it would be level if the node's top were `offset` below the top of `other`. */
export interface Pull {
  readonly other: string;
  readonly offset: number;
}

export type Pulls = ReadonlyMap<string, readonly Pull[]>;

/** The wires among some nodes, by node: those that come in and those that go out. */
export interface Wires {
  readonly incoming: Pulls;
  readonly outgoing: Pulls;
}

export const pullsOn = (pulls: Pulls, id: string): readonly Pull[] => pulls.get(id) ?? [];

function add(pulls: Map<string, Pull[]>, id: string, pull: Pull): void {
  const known = pulls.get(id);
  if (known) known.push(pull);
  else pulls.set(id, [pull]);
}

/** Between two nodes or groups of them. */
export interface Wire {
  readonly from: string;
  readonly to: string;
  /** How much lower the output is on its node than the input on its own. */
  readonly drop: number;
}

export function wiresOf(workflow: Workflow, { portTop }: Measures): Wire[] {
  return workflow.links.flatMap((link) => {
    const from = parseLinkEnd(link.from);
    const to = parseLinkEnd(link.to);
    if (!from || !to) return [];
    return [{ from: from.node, to: to.node, drop: portTop('output', from) - portTop('input', to) }];
  });
}

export function pullsAmong(wires: readonly Wire[], ids: ReadonlySet<string>): Wires {
  const incoming = new Map<string, Pull[]>();
  const outgoing = new Map<string, Pull[]>();
  for (const { from, to, drop } of wires) {
    if (from === to || !ids.has(from) || !ids.has(to)) continue;
    add(incoming, to, { other: from, offset: drop });
    add(outgoing, from, { other: to, offset: -drop });
  }
  return { incoming, outgoing };
}

/** Sets of nodes that wires hold together, each in the order of `ids`. */
export function wiredParts(ids: readonly string[], { incoming, outgoing }: Wires): string[][] {
  const firstOf = new Map<string, string>();
  const parts = new Map<string, string[]>();
  for (const start of ids) {
    const pending = [start];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (firstOf.has(id)) continue;
      firstOf.set(id, start);
      pending.push(...[...pullsOn(incoming, id), ...pullsOn(outgoing, id)].map((pull) => pull.other));
    }
    const first = firstOf.get(start) ?? start;
    const part = parts.get(first);
    if (part) part.push(start);
    else parts.set(first, [start]);
  }
  return [...parts.values()];
}
