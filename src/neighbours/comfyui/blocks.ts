import { type Point, translate } from '../../graph/edit/point.ts';
import type { ForeignGroup, ForeignNode } from './foreignGraph.ts';

/** Nodes and groups that keep their places among each other. */
export interface Block {
  readonly nodes: readonly ForeignNode[];
  readonly groups: readonly ForeignGroup[];
}

/** What a node takes whose size a file does not say. */
const USUAL_SIZE: Point = [320, 260];
const GAP = 120;
const MARGIN = 40;
const TITLE = 60;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxOf({ nodes, groups }: Block): Box | undefined {
  const boxes = [...nodes, ...groups].map(({ position: [left, top], size: [width, height] = USUAL_SIZE }) => ({
    left,
    top,
    right: left + width,
    bottom: top + height,
  }));
  return boxes.reduce<Box | undefined>((all, box) => (all ? around(all, box) : box), undefined);
}

function around(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

function moved({ nodes, groups }: Block, by: Point): Block {
  return {
    nodes: nodes.map((node) => ({ ...node, position: translate(node.position, by) })),
    groups: groups.map((group) => ({ ...group, position: translate(group.position, by) })),
  };
}

/** A block in a group of a title, its corner at `at`. */
export function framed(block: Block, title: string, at: Point): Block {
  const box = boxOf(block);
  if (!box) return block;
  const frame: ForeignGroup = {
    title: title.slice(0, 200),
    position: [box.left - MARGIN, box.top - TITLE - MARGIN],
    size: [box.right - box.left + 2 * MARGIN, box.bottom - box.top + TITLE + 2 * MARGIN],
  };
  return moved({ ...block, groups: [frame, ...block.groups] }, [at[0] - frame.position[0], at[1] - frame.position[1]]);
}

/** Both, the second moved down where it would cover the first. */
export function stackedBelow(first: Block, second: Block): Block {
  const [above, below] = [boxOf(first), boxOf(second)];
  const clear = above && below && above.bottom + GAP > below.top ? above.bottom + GAP - below.top : 0;
  const lower = moved(second, [0, clear]);
  return { nodes: [...first.nodes, ...lower.nodes], groups: [...first.groups, ...lower.groups] };
}
