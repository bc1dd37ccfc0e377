import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { outOfSight } from './grouping/outOfSight.ts';
import { estimated, type Measures } from './measures.ts';
import { placeNodes } from './moveNodes.ts';
import type { Point } from './point.ts';
import type { Ids } from './updateNodes.ts';

/** Which line of the nodes is brought to one line. */
export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

type Axis = 0 | 1;

/** Where along its axis the line of a node lies, as a share of its size. */
const lines: Readonly<Record<Alignment, { readonly axis: Axis; readonly share: number }>> = {
  left: { axis: 0, share: 0 },
  centre: { axis: 0, share: 0.5 },
  right: { axis: 0, share: 1 },
  top: { axis: 1, share: 0 },
  middle: { axis: 1, share: 0.5 },
  bottom: { axis: 1, share: 1 },
};

interface Box {
  readonly node: WorkflowNode;
  readonly size: Point;
}

/** Brings nodes to a common line: their outermost edge on that side, or the middle of them all. Nothing happens to one alone. */
export function align(workflow: Workflow, ids: Ids, to: Alignment, measures: Measures = estimated): Workflow {
  const boxes = boxesOf(workflow, ids, measures);
  if (boxes.length < 2) return workflow;
  const { axis, share } = lines[to];
  const least = Math.min(...boxes.map((box) => start(box, axis)));
  const most = Math.max(...boxes.map((box) => end(box, axis)));
  const line = least + share * (most - least);
  return placed(
    workflow,
    axis,
    boxes.map((box) => [box, line - share * box.size[axis]]),
  );
}

/** Makes the gaps between nodes equal, the outermost staying where they are. It takes three. */
export function distribute(workflow: Workflow, ids: Ids, axis: Axis, measures: Measures = estimated): Workflow {
  const boxes = boxesOf(workflow, ids, measures).sort((a, b) => start(a, axis) - start(b, axis));
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (!first || !last || boxes.length < 3) return workflow;
  const sum = boxes.reduce((total, box) => total + box.size[axis], 0);
  const gap = (end(last, axis) - start(first, axis) - sum) / (boxes.length - 1);
  let next = start(first, axis);
  return placed(
    workflow,
    axis,
    boxes.map((box) => {
      const at = next;
      next += box.size[axis] + gap;
      return [box, at];
    }),
  );
}

/** Of nodes that are seen: those in collapsed groups stay as they are. */
function boxesOf(workflow: Workflow, ids: Ids, measures: Measures): Box[] {
  const wanted = new Set(ids);
  const { aroundNode } = outOfSight(workflow.groups);
  return workflow.nodes
    .filter((node) => wanted.has(node.id) && aroundNode(node).length === 0)
    .map((node) => ({ node, size: measures.sizeOf(node) }));
}

function start({ node }: Box, axis: Axis): number {
  return node.position[axis];
}

function end(box: Box, axis: Axis): number {
  return start(box, axis) + box.size[axis];
}

/** On whole numbers, which files hold. */
function placed(workflow: Workflow, axis: Axis, starts: readonly (readonly [Box, number])[]): Workflow {
  const positions = starts.map(([{ node }, at]): [string, Point] => {
    const [x, y] = node.position;
    return [node.id, axis === 0 ? [Math.round(at), y] : [x, Math.round(at)]];
  });
  return placeNodes(workflow, new Map(positions));
}
