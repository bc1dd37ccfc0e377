import { moveOnPad, type PadPoint, padCentre, padDrag, padPoint } from '../../parameters/pad.ts';
import { texts } from '../../text/texts.ts';
import type { Stage } from '../stage.ts';
import { type PadPlace, padInset } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Point } from '../view/rect.ts';
import { type Gesture, gestureKey, type Sample } from './gesture.ts';
import { moveNodeGesture } from './moveNodes.ts';
import { selectOnPress } from './select.ts';

function isDriven({ wired }: NodeView, { axes }: PadPlace): boolean {
  return wired.inputs.has(axes.right.name) && wired.inputs.has(axes.up.name);
}

/** Where on the pad a graph point is, its lower left corner being 0, 0. */
function shareAt(view: NodeView, { rect }: PadPlace, [x, y]: Point): PadPoint {
  const share = (at: number, from: number, length: number) => (at - from - padInset) / (length - 2 * padInset);
  return [share(x, view.rect.x + rect.x, rect.width), 1 - share(y, view.rect.y + rect.y, rect.height)];
}

/** The node follows the pointer over its pad from the press on; Shift goes slowly. */
export function padGesture(stage: Stage, view: NodeView, pad: PadPlace, from: Sample): Gesture {
  if (isDriven(view, pad)) return moveNodeGesture(stage, view, from);
  selectOnPress(stage, new Set([view.id]), false);
  const before = stage.editor.workflow.peek();
  const key = gestureKey('pad');
  const drag = padDrag(padPoint(pad.axes, view.node.parameters));
  const move = ({ graph, shift }: Sample) => {
    const to = drag(shareAt(view, pad, graph), shift);
    const how = { isFine: shift, driven: view.wired.inputs };
    stage.editor.edit(texts.steps.moveOnPad, (workflow) => moveOnPad(workflow, view.id, pad.axes, to, how), key);
  };
  move(from);
  return {
    cursor: 'crosshair',
    move,
    end: () => undefined,
    cancel: () => stage.editor.edit(texts.steps.moveOnPad, () => before, key),
  };
}

export function centrePad(stage: Stage, view: NodeView, { axes }: PadPlace): void {
  const driven = view.wired.inputs;
  const key = gestureKey('pad');
  stage.editor.edit(
    texts.steps.moveOnPad,
    (workflow) => moveOnPad(workflow, view.id, axes, padCentre, { driven }),
    key,
  );
}
