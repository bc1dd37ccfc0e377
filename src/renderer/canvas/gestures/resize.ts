import { moveGroup, updateGroup } from '../../../graph/edit/groups.ts';
import { resizeNode } from '../../../graph/edit/moveNodes.ts';
import type { Workflow, WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { texts } from '../../text/texts.ts';
import { sizes } from '../../theme/tokens.ts';
import type { Stage } from '../stage.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Point } from '../view/rect.ts';
import { type Gesture, gestureKey, type Sample } from './gesture.ts';
import { wayOf } from './snap.ts';

type Change = (by: Point) => (workflow: Workflow) => Workflow;

interface Dragging {
  readonly label: string;
  readonly cursor: string;
  /** What lies on the grid while it is dragged with Shift. */
  readonly corner: Point;
}

/** Applies a change that depends on the way from the press, always to the workflow as it was then. */
function byDistance(stage: Stage, from: Sample, { label, cursor, corner }: Dragging, change: Change): Gesture {
  const before = stage.editor.workflow.peek();
  const key = gestureKey(label);
  return {
    cursor,
    move(to) {
      stage.editor.edit(label, () => change(wayOf(from, to, corner))(before), key);
    },
    end: () => undefined,
    cancel: () => stage.editor.edit(label, () => before, key),
  };
}

export function resizeGesture(stage: Stage, view: NodeView, from: Sample): Gesture {
  const { x, y, width, height } = view.rect;
  const dragging = { label: texts.steps.resize, cursor: 'nwse-resize', corner: [x + width, y + height] as const };
  return byDistance(stage, from, dragging, (by) => (workflow) => {
    const size: Point = [Math.max(sizes.nodeMinWidth, width + by[0]), Math.max(sizes.header, height + by[1])];
    return resizeNode(workflow, view.id, size);
  });
}

export function moveGroupGesture(stage: Stage, { id, position }: WorkflowGroup, from: Sample): Gesture {
  const dragging = { label: texts.steps.moveGroup, cursor: 'grabbing', corner: position };
  return byDistance(stage, from, dragging, (by) => (workflow) => moveGroup(workflow, id, by));
}

const least: Point = [120, 60];

export function resizeGroupGesture(stage: Stage, { id, position, size }: WorkflowGroup, from: Sample): Gesture {
  const [width, height] = size;
  const corner = [position[0] + width, position[1] + height] as const;
  return byDistance(
    stage,
    from,
    { label: texts.steps.resizeGroup, cursor: 'nwse-resize', corner },
    (by) => (workflow) => {
      return updateGroup(workflow, id, {
        size: [Math.max(least[0], width + by[0]), Math.max(least[1], height + by[1])],
      });
    },
  );
}
