import { z } from 'zod';
import { formatLinkEnd, parseLinkEnd } from '../workflow/link.ts';
import { linkSchema, nodeSchema, type Workflow, type WorkflowLink } from '../workflow/schema.ts';
import { freeId, idsOf } from './addNode.ts';
import { type Point, translate } from './point.ts';
import type { Ids } from './updateNodes.ts';

const subgraphSchema = z.object({
  format: z.literal('arcspace-nodes'),
  nodes: z.array(nodeSchema).min(1).max(5000),
  links: z.array(linkSchema).max(20_000),
});

export type Subgraph = z.output<typeof subgraphSchema>;

export interface Inserted {
  readonly workflow: Workflow;
  /** Ids of the new nodes. */
  readonly ids: readonly string[];
}

/** The nodes and the wires that run between them. */
function subgraph(workflow: Workflow, ids: Ids): Subgraph {
  const wanted = new Set(ids);
  const inside = (end: string) => wanted.has(parseLinkEnd(end)?.node ?? '');
  return {
    format: 'arcspace-nodes',
    nodes: workflow.nodes.filter((node) => wanted.has(node.id)),
    links: workflow.links.filter((link) => inside(link.from) && inside(link.to)),
  };
}

export function copyText(workflow: Workflow, ids: Ids): string {
  return JSON.stringify(subgraph(workflow, ids), null, 2);
}

/** What `copyText` wrote, validated; undefined for any other text. */
export function readCopiedText(text: string): Subgraph | undefined {
  try {
    return subgraphSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function renamedEnd(end: string, names: ReadonlyMap<string, string>): string | undefined {
  const parsed = parseLinkEnd(end);
  const node = parsed && names.get(parsed.node);
  return parsed && node ? formatLinkEnd({ node, port: parsed.port }) : undefined;
}

function renamedLink(link: WorkflowLink, names: ReadonlyMap<string, string>): WorkflowLink[] {
  const from = renamedEnd(link.from, names);
  const to = renamedEnd(link.to, names);
  return from && to ? [{ ...link, from, to }] : [];
}

/** Adds copies of the nodes under free ids, moved by `by`, with the wires between them. */
function insertSubgraph(workflow: Workflow, part: Subgraph, by: Point): Inserted {
  const taken = idsOf(workflow);
  const names = new Map<string, string>();
  const nodes = part.nodes.map((node) => {
    const id = freeId(taken, node.id.replace(/_\d+$/, ''));
    taken.add(id);
    names.set(node.id, id);
    return { ...node, id, position: translate(node.position, by) };
  });
  const ends = new Set<string>();
  const links = part.links
    .flatMap((link) => renamedLink(link, names))
    .filter((link) => !ends.has(link.to) && ends.add(link.to));
  return {
    workflow: { ...workflow, nodes: [...workflow.nodes, ...nodes], links: [...workflow.links, ...links] },
    ids: nodes.map((node) => node.id),
  };
}

/** Adds the nodes so that their top left corner is at `at`. */
export function pasteAt(workflow: Workflow, part: Subgraph, at: Point): Inserted {
  const left = Math.min(...part.nodes.map((node) => node.position[0]));
  const top = Math.min(...part.nodes.map((node) => node.position[1]));
  return insertSubgraph(workflow, part, [at[0] - left, at[1] - top]);
}

/** Copies of the nodes a little to the right and below, wired among themselves and to what fed the originals. */
export function duplicate(workflow: Workflow, ids: Ids, by: Point = [32, 32]): Inserted {
  const part = subgraph(workflow, ids);
  const inserted = insertSubgraph(workflow, part, by);
  const names = new Map(part.nodes.map((node, index) => [node.id, inserted.ids[index] ?? node.id]));
  const feeding = workflow.links.flatMap((link) => {
    const to = renamedEnd(link.to, names);
    return to && !part.links.includes(link) ? [{ ...link, to }] : [];
  });
  return { ...inserted, workflow: { ...inserted.workflow, links: [...inserted.workflow.links, ...feeding] } };
}
