import { parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { estimatedSize, type SizeOf } from './estimatedSize.ts';
import { placeNodes } from './moveNodes.ts';
import type { Point } from './point.ts';
import type { Ids } from './updateNodes.ts';

const COLUMN_GAP = 70;
const ROW_GAP = 28;

type Sources = ReadonlyMap<string, readonly string[]>;

function sourcesAmong(workflow: Workflow, ids: ReadonlySet<string>): Sources {
  const sources = new Map<string, string[]>();
  for (const link of workflow.links) {
    const from = parseLinkEnd(link.from)?.node ?? '';
    const to = parseLinkEnd(link.to)?.node ?? '';
    if (ids.has(from) && ids.has(to)) sources.set(to, [...(sources.get(to) ?? []), from]);
  }
  return sources;
}

/** Length of the longest way from a start; a wire that closes a circle counts as none. */
function columnsOf(nodes: readonly WorkflowNode[], sources: Sources): Map<string, number> {
  const columns = new Map<string, number>();
  const visit = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    columns.set(id, 0);
    const column = Math.max(-1, ...(sources.get(id) ?? []).map(visit)) + 1;
    columns.set(id, column);
    return column;
  };
  for (const node of nodes) visit(node.id);
  return columns;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Nodes of a column ordered by where their sources lie; those without keep the order in which they stand. */
function orderColumn(column: readonly WorkflowNode[], sources: Sources, heights: ReadonlyMap<string, number>) {
  const wish = (node: WorkflowNode) => {
    const known = (sources.get(node.id) ?? []).flatMap((id) => heights.get(id) ?? []);
    return known.length > 0 ? mean(known) : node.position[1];
  };
  return [...column].sort((one, other) => wish(one) - wish(other));
}

/**
 * Lays nodes out in columns from left to right, each right of all that feeds it (longest-path layering, one barycentre
 * pass). The top left corner stays where it was.
 */
export function tidy(workflow: Workflow, ids?: Ids, sizeOf: SizeOf = estimatedSize): Workflow {
  const wanted = new Set(ids ?? workflow.nodes.map((node) => node.id));
  const nodes = workflow.nodes.filter((node) => wanted.has(node.id));
  if (nodes.length === 0) return workflow;
  const sources = sourcesAmong(workflow, wanted);
  const columns = columnsOf(nodes, sources);
  const positions = new Map<string, Point>();
  const heights = new Map<string, number>();
  const top = Math.min(...nodes.map((node) => node.position[1]));
  let x = Math.min(...nodes.map((node) => node.position[0]));
  for (let index = 0; index <= Math.max(...columns.values()); index += 1) {
    const column = nodes.filter((node) => columns.get(node.id) === index);
    let y = top;
    for (const node of orderColumn(column, sources, heights)) {
      positions.set(node.id, [x, y]);
      heights.set(node.id, y);
      y += sizeOf(node)[1] + ROW_GAP;
    }
    x += Math.max(0, ...column.map((node) => sizeOf(node)[0])) + COLUMN_GAP;
  }
  return placeNodes(workflow, positions);
}
