import { moveGroup, updateGroup } from '../../../graph/edit/groups.ts';
import { resizeNode } from '../../../graph/edit/moveNodes.ts';
import type { Workflow, WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { sizes } from '../../theme/tokens.ts';
import type { Stage } from '../stage.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Point } from '../view/rect.ts';
import { type Gesture, gestureKey, type Sample } from './gesture.ts';

type Change = (by: Point) => (workflow: Workflow) => Workflow;

/** Applies a change that depends on the way from the press, always to the workflow as it was then. */
function byDistance(stage: Stage, label: string, from: Sample, cursor: string, change: Change): Gesture {
  const before = stage.editor.workflow.peek();
  const key = gestureKey(label);
  return {
    cursor,
    move({ graph }) {
      const by: Point = [Math.round(graph[0] - from.graph[0]), Math.round(graph[1] - from.graph[1])];
      stage.editor.edit(label, () => change(by)(before), key);
    },
    end: () => undefined,
    cancel: () => stage.editor.edit(label, () => before, key),
  };
}

export function resizeGesture(stage: Stage, view: NodeView, from: Sample): Gesture {
  const { width, height } = view.rect;
  return byDistance(stage, 'Resize', from, 'nwse-resize', (by) => (workflow) => {
    const size: Point = [Math.max(sizes.nodeMinWidth, width + by[0]), Math.max(sizes.header, height + by[1])];
    return resizeNode(workflow, view.id, size);
  });
}

export function moveGroupGesture(stage: Stage, group: WorkflowGroup, from: Sample): Gesture {
  return byDistance(stage, 'Move group', from, 'grabbing', (by) => (workflow) => moveGroup(workflow, group.id, by));
}

export function resizeGroupGesture(stage: Stage, group: WorkflowGroup, from: Sample): Gesture {
  const [width, height] = group.size;
  return byDistance(stage, 'Resize group', from, 'nwse-resize', (by) => (workflow) => {
    return updateGroup(workflow, group.id, { size: [Math.max(120, width + by[0]), Math.max(60, height + by[1])] });
  });
}
