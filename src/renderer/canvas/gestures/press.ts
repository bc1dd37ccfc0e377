import { setGroupCollapsed } from '../../../graph/edit/grouping/collapseGroup.ts';
import { setCollapsed } from '../../../graph/edit/setNode.ts';
import type { WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { texts } from '../../text/texts.ts';
import type { Hit } from '../hitTest.ts';
import { clickWidget } from '../overlay/editWidget.ts';
import type { Stage } from '../stage.ts';
import type { BoxView } from '../view/boxView.ts';
import type { WidgetPlace } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import { cellAt } from '../view/pictureLayout.ts';
import { contains, type Point } from '../view/rect.ts';
import type { Gesture, Sample } from './gesture.ts';
import { gestureKey } from './gesture.ts';
import { moveGesture, moveNodeGesture } from './moveNodes.ts';
import { padGesture } from './pad.ts';
import { moveGroupGesture, resizeGesture, resizeGroupGesture } from './resize.ts';
import { scrubGesture } from './scrub.ts';
import { marqueeGesture, selectGroup, selectOnPress, selectWire } from './select.ts';
import { wireGesture } from './wire.ts';

/** A press that only counts when it is let go where it began. */
function clickGesture(stage: Stage, view: NodeView, clicked: (at: Sample) => void): Gesture {
  selectOnPress(stage, new Set([view.id]), false);
  return { move: () => undefined, end: clicked, cancel: () => undefined };
}

function fold(stage: Stage, view: NodeView): void {
  const collapsed = view.node.collapsed !== true;
  const label = collapsed ? texts.steps.collapse : texts.steps.expand;
  stage.editor.edit(label, (workflow) => setCollapsed(workflow, [view.id], collapsed), gestureKey('fold'));
}

/** A collapsed group moves as its nodes do, with all that is selected; one without nodes by itself. */
function boxGesture(stage: Stage, { group, nodes, rect }: BoxView, from: Sample): Gesture {
  if (nodes.size === 0) return frameGesture(stage, group, from);
  const gesture = moveGesture(stage, { ids: nodes, rect }, from, () => {
    if (!from.adds) selectGroup(stage, group.id);
  });
  // What keys do means the box as soon as it alone is taken hold of, not what it is shown in place of.
  const isAlone = stage.editor.selection.peek().size === nodes.size;
  if (isAlone) stage.editor.selectedGroup.value = group.id;
  return gesture;
}

function frameGesture(stage: Stage, group: WorkflowGroup, from: Sample): Gesture {
  selectGroup(stage, group.id);
  return moveGroupGesture(stage, group, from);
}

/** Collapses a group, or opens it. */
export function foldGroup(stage: Stage, { id, collapsed }: WorkflowGroup): void {
  const next = collapsed !== true;
  const label = next ? texts.steps.collapseGroup : texts.steps.expandGroup;
  stage.editor.edit(label, (workflow) => setGroupCollapsed(workflow, id, next), gestureKey('fold'));
  selectGroup(stage, id);
}

function foldGroupGesture(stage: Stage, group: WorkflowGroup): Gesture {
  selectGroup(stage, group.id);
  return { move: () => undefined, end: () => foldGroup(stage, group), cancel: () => undefined };
}

function widgetGesture(stage: Stage, view: NodeView, widget: WidgetPlace, from: Sample): Gesture {
  const driven = view.wired.inputs.has(widget.spec.name);
  // What is read is taken hold of like the rest of its node, and a curve is edited in the inspector, which shows that node.
  const isHeld = widget.spec.isMarkdown || widget.spec.kind === 'other' || widget.spec.kind === 'curve';
  if (driven || isHeld) return moveNodeGesture(stage, view, from);
  selectOnPress(stage, new Set([view.id]), from.adds);
  if (widget.spec.kind === 'number') return scrubGesture(stage, view, widget, from, () => undefined);
  return clickGesture(stage, view, ({ graph }) => {
    const at = [graph[0] - view.rect.x, graph[1] - view.rect.y] as const;
    if (contains(widget.rect, at)) clickWidget(stage, view, widget);
  });
}

function showPicture(stage: Stage, view: NodeView, [x, y]: Point): void {
  const { picture } = view.layout;
  if (!picture || view.pictures.length === 0) return;
  stage.requests.picture(view.id, cellAt(picture, [x - view.rect.x, y - view.rect.y]));
}

/** The gesture that begins where the main button was pressed. */
export function gestureFor(stage: Stage, hit: Hit, from: Sample): Gesture {
  switch (hit.kind) {
    case 'port':
      return wireGesture(stage, hit.view, hit.place);
    case 'widget':
      return widgetGesture(stage, hit.view, hit.widget, from);
    case 'link':
      return moveNodeGesture(stage, hit.view, from, () => stage.requests.link(hit.href));
    case 'pad':
      return padGesture(stage, hit.view, hit.pad, from);
    case 'fold':
      return clickGesture(stage, hit.view, () => fold(stage, hit.view));
    case 'note':
      return clickGesture(stage, hit.view, () => stage.toggleNotes([hit.view.id]));
    case 'corner':
      return resizeGesture(stage, hit.view, from);
    case 'picture':
      return moveNodeGesture(stage, hit.view, from, () => showPicture(stage, hit.view, from.graph));
    case 'written':
      return moveNodeGesture(stage, hit.view, from, () => stage.requests.written(hit.view.id));
    case 'title':
    case 'body':
      return moveNodeGesture(stage, hit.view, from);
    case 'wire':
      return marqueeGesture(stage, from, () => selectWire(stage, hit.wire));
    case 'group':
      return frameGesture(stage, hit.group, from);
    case 'box':
      return boxGesture(stage, hit.box, from);
    case 'group-fold':
      return foldGroupGesture(stage, hit.group);
    case 'group-corner':
      return resizeGroupGesture(stage, hit.group, from);
    default:
      return marqueeGesture(stage, from);
  }
}
