import { estimated } from '../../graph/edit/measures.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { PortType } from '../../graph/values.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';

interface SketchNode {
  readonly id: string;
  readonly category: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Sketch {
  /** Left, top, width and height of all that is drawn. */
  readonly view: readonly [number, number, number, number];
  readonly nodes: readonly SketchNode[];
  readonly wires: readonly { readonly key: string; readonly type: PortType; readonly path: string }[];
}

const MARGIN = 60;
/** More nodes than these only blur a drawing of this size. */
const MOST = 400;
/** From the top of a node to where its wires end: the middle of its first row. */
const ROW = 44;

function nodeOf(node: WorkflowNode, registry: NodeRegistry): SketchNode {
  const [width, height] = estimated.sizeOf(node);
  const category = registry.get(node.type)?.category ?? '';
  return { id: node.id, category, x: node.position[0], y: node.position[1], width, height };
}

function curve(from: SketchNode, to: SketchNode): string {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + ROW, to.x, to.y + ROW];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** A graph as a small drawing: where its nodes are and what flows between them; null without nodes. */
export function sketchOf(workflow: Workflow, registry: NodeRegistry): Sketch | null {
  if (workflow.nodes.length === 0) return null;
  const nodes = workflow.nodes.slice(0, MOST).map((node) => nodeOf(node, registry));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const types = new Map(workflow.nodes.map((node) => [node.id, node.type]));
  const wires = workflow.links.slice(0, 2 * MOST).flatMap((link) => {
    const from = parseLinkEnd(link.from);
    const source = byId.get(from?.node ?? '');
    const target = byId.get(parseLinkEnd(link.to)?.node ?? '');
    if (!from || !source || !target) return [];
    const outputs = registry.get(types.get(from.node) ?? '')?.outputs ?? {};
    const type = Object.hasOwn(outputs, from.port) ? (outputs[from.port]?.type ?? 'any') : 'any';
    return [{ key: link.to, type, path: curve(source, target) }];
  });
  const left = Math.min(...nodes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...nodes.map(({ y }) => y)) - MARGIN;
  const right = Math.max(...nodes.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...nodes.map(({ y, height }) => y + height)) + MARGIN;
  return { view: [left, top, right - left, bottom - top], nodes, wires };
}
