import { z } from 'zod';
import { checkBlocks } from '../blocks/checkBlocks.ts';
import { isEdge } from '../blocks/edges.ts';
import { contentsOf } from '../blocks/tree.ts';
import { LIMITS } from '../workflow/counts.ts';
import { formatLinkEnd, parseLinkEnd } from '../workflow/link.ts';
import {
  blockSchema,
  groupSchema,
  linkSchema,
  nodeSchema,
  type Workflow,
  type WorkflowBlock,
  type WorkflowLink,
} from '../workflow/schema.ts';
import { freeId, groupIdsOf, idsOf } from './addNode.ts';
import { selectedBoxes } from './grouping/selectedBoxes.ts';
import { type Point, translate } from './point.ts';
import { type Ids, without } from './updateNodes.ts';

const subgraphSchema = z.object({
  format: z.literal('arcspace-nodes'),
  nodes: z.array(nodeSchema).min(1).max(LIMITS.nodes),
  links: z.array(linkSchema).max(LIMITS.links),
  blocks: z.array(blockSchema).max(LIMITS.blocks).default([]),
  /** Those that lie in the blocks, and collapsed ones all of whose nodes are copied. */
  groups: z.array(groupSchema).max(LIMITS.groups).default([]),
});

export type Subgraph = z.output<typeof subgraphSchema>;

export interface Inserted {
  readonly workflow: Workflow;
  /** Ids of the new nodes. */
  readonly ids: readonly string[];
}

/** The nodes and the wires that run between them; of blocks all that lies in them, of collapsed groups what stands for their nodes. */
export function subgraph(workflow: Workflow, ids: Ids): Subgraph {
  const wanted = new Set([...ids].filter((id) => !isEdge(id)));
  const within = contentsOf(workflow, wanted);
  const inside = (end: string) => isPart(parseLinkEnd(end)?.node ?? '');
  const isPart = (id: string) => wanted.has(id) || within.nodes.has(id);
  const boxes = selectedBoxes(workflow, wanted);
  const groups = workflow.groups.filter(
    ({ id, block }) => boxes.has(id) || (block !== undefined && within.blocks.has(block)),
  );
  const around = { blocks: within.blocks, groups: new Set(groups.map(({ id }) => id)) };
  return {
    format: 'arcspace-nodes',
    nodes: workflow.nodes.filter(({ id }) => isPart(id)).map((node) => loosened(node, around)),
    links: workflow.links.filter((link) => inside(link.from) && inside(link.to)),
    blocks: (workflow.blocks ?? []).filter(({ id }) => within.blocks.has(id)).map((block) => loosened(block, around)),
    groups: groups.map((group) => loosened(group, around)),
  };
}

interface Around {
  readonly blocks: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

interface Lying {
  readonly block?: string | undefined;
  readonly group?: string | undefined;
}

/** What lies in none of these blocks and collapsed groups lies in none. */
function loosened<T extends Lying>(each: T, { blocks, groups }: Around): T {
  const free = each.block === undefined || blocks.has(each.block) ? each : (without(each, 'block') as T);
  return free.group === undefined || groups.has(free.group) ? free : (without(free, 'group') as T);
}

export function copyText(workflow: Workflow, ids: Ids): string {
  return JSON.stringify(subgraph(workflow, ids), null, 2);
}

/** What `copyText` wrote, validated; undefined for any other text. */
export function readCopiedText(text: string): Subgraph | undefined {
  try {
    const part = subgraphSchema.safeParse(JSON.parse(text)).data;
    if (part) checkBlocks(part);
    return part;
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

interface Place {
  readonly by: Point;
  /** The block that they are put into; null for none. */
  readonly open: string | null;
  /** Ids that are settled already, of blocks and nodes of the part. */
  readonly names?: ReadonlyMap<string, string>;
  /** Ids that are not free, besides those of the workflow. */
  readonly taken?: Iterable<string>;
}

export interface Copied extends Inserted {
  /** Of all nodes and blocks: the id of the original, and that of its copy. */
  readonly names: ReadonlyMap<string, string>;
}

/** Adds copies of the nodes and blocks under free ids, with the wires between them; what lies in none of the blocks is moved. */
export function insertSubgraph(
  workflow: Workflow,
  part: Subgraph,
  { by, open, names: given, taken: more }: Place,
): Copied {
  const taken = new Set([...idsOf(workflow), ...(more ?? [])]);
  const names = new Map(given);
  for (const { id } of [...part.blocks, ...part.nodes]) {
    if (names.has(id)) continue;
    const free = freeId(taken, id.replace(/_\d+$/, ''));
    taken.add(free);
    names.set(id, free);
  }
  const groupNames = namesForGroups(part, [...groupIdsOf(workflow), ...(more ?? [])]);
  const placed = <T extends Placed>(each: T, id: string): T => {
    const { block, group, position, ...rest } = each;
    const [around, box] = [names.get(block ?? ''), groupNames.get(group ?? '')];
    return {
      ...rest,
      id,
      position: around === undefined ? translate(position, by) : position,
      ...((around ?? open) !== null && { block: around ?? open }),
      ...(box !== undefined && { group: box }),
    } as unknown as T;
  };
  const named = (id: string) => names.get(id) ?? id;
  const nodes = part.nodes.map((node) => placed(node, named(node.id)));
  const blocks = part.blocks.map((block) => renamedPorts(placed(block, named(block.id)), names));
  const groups = part.groups.map((group) => placed(group, groupNames.get(group.id) ?? group.id));
  const ends = new Set<string>();
  const links = part.links
    .flatMap((link) => renamedLink(link, names))
    .filter((link) => !ends.has(link.to) && ends.add(link.to));
  return {
    workflow: {
      ...workflow,
      nodes: [...workflow.nodes, ...nodes],
      links: [...workflow.links, ...links],
      ...(groups.length > 0 && { groups: [...workflow.groups, ...groups] }),
      ...(blocks.length > 0 && { blocks: [...(workflow.blocks ?? []), ...blocks] }),
    },
    ids: [...part.nodes, ...part.blocks]
      .filter(({ block }) => block === undefined)
      .map(({ id }) => names.get(id) ?? id),
    names,
  };
}

interface Placed extends Lying {
  readonly position: Point;
}

/** By the id of each group of the part, the one that is free for its copy. */
function namesForGroups({ groups }: Subgraph, ids: Ids): ReadonlyMap<string, string> {
  const taken = new Set(ids);
  return new Map(
    groups.map(({ id }) => {
      const free = freeId(taken, 'group');
      taken.add(free);
      return [id, free];
    }),
  );
}

function renamedPorts(block: WorkflowBlock, names: ReadonlyMap<string, string>): WorkflowBlock {
  const renamed = (end: string) => renamedEnd(end, names) ?? end;
  return {
    ...block,
    inputs: block.inputs.map((input) => ({ ...input, to: input.to.map(renamed) })),
    outputs: block.outputs.map((output) => ({ ...output, from: renamed(output.from) })),
    parameters: block.parameters.map((parameter) => ({ ...parameter, target: renamed(parameter.target) })),
    ...(block.modes && { modes: block.modes.map((each) => ({ ...each, node: names.get(each.node) ?? each.node })) }),
  };
}

/** Adds the nodes so that their top left corner is at `at`, into the open block. */
export function pasteAt(workflow: Workflow, part: Subgraph, at: Point, open: string | null = null): Inserted {
  const loose = [...part.nodes, ...part.blocks].filter(({ block }) => block === undefined);
  const left = Math.min(...loose.map(({ position }) => position[0]));
  const top = Math.min(...loose.map(({ position }) => position[1]));
  return insertSubgraph(workflow, part, { by: [at[0] - left, at[1] - top], open });
}

/**
 * Copies of the nodes a little to the right and below, wired among themselves and to what fed the originals.
 * @param open the block that they are put into; null for none.
 */
export function duplicate(workflow: Workflow, ids: Ids, by: Point = [32, 32], open: string | null = null): Inserted {
  const part = subgraph(workflow, ids);
  const { names, ...inserted } = insertSubgraph(workflow, part, { by, open });
  const feeding = workflow.links.flatMap((link) => {
    const to = renamedEnd(link.to, names);
    return to && !part.links.includes(link) ? [{ ...link, to }] : [];
  });
  return { ...inserted, workflow: { ...inserted.workflow, links: [...inserted.workflow.links, ...feeding] } };
}
