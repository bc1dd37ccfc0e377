import { setParameter } from '../../../graph/edit/setNode.ts';
import { fitNumber, fitSlider, snap } from '../../parameters/fitNumber.ts';
import { type ParameterSpec, parameterValue } from '../../parameters/parameterSpec.ts';
import { texts } from '../../text/texts.ts';
import type { Stage } from '../stage.ts';
import type { WidgetPlace } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import { dragged, type Gesture, gestureKey, type Sample } from './gesture.ts';

const fine = 0.1;

/** How much one CSS pixel is worth: a slider follows the pointer, any other number moves by its step or its size. */
function perPixel(spec: ParameterSpec, width: number, value: number): number {
  const [from, to] = spec.span;
  if (spec.slider && width > 0) return (to - from) / width;
  if (spec.integer) return spec.step / 4;
  return Math.max(spec.step / 2, Math.abs(value) / 400);
}

/** The value that a scrub of so many pixels leads to: with Shift slowly, and past the ends of a slider up to what is allowed. */
export function scrubbed(spec: ParameterSpec, width: number, start: number, pixels: number, shift: boolean): number {
  const change = pixels * perPixel(spec, width, start) * (shift ? fine : 1);
  const step = spec.integer ? Math.max(1, spec.step) : shift ? spec.step * fine : spec.step;
  const value = snap(start + change, step);
  return spec.slider && !shift ? fitSlider(spec, value, start) : fitNumber(spec, value);
}

/** Dragging a number sideways changes it; Shift goes slowly, from where it was pressed. `clicked` is a press alone. */
export function scrubGesture(
  stage: Stage,
  view: NodeView,
  widget: WidgetPlace,
  from: Sample,
  clicked: () => void,
): Gesture {
  const { spec } = widget;
  const before = stage.editor.workflow.peek();
  const held = parameterValue(spec, view.node.parameters);
  const start = typeof held === 'number' && Number.isFinite(held) ? held : (spec.minimum ?? 0);
  const width = widget.rect.width * stage.viewport().zoom;
  const key = gestureKey('scrub');
  let origin = { pixels: from.screen[0], value: start, shift: from.shift };
  let moving = false;
  let value = start;
  return {
    cursor: 'ew-resize',
    move({ screen, shift }) {
      moving ||= dragged(from.screen, screen);
      if (!moving) return;
      if (shift !== origin.shift) origin = { pixels: screen[0], value, shift };
      value = scrubbed(spec, width, origin.value, screen[0] - origin.pixels, shift);
      const next = value;
      stage.editor.edit(
        texts.steps.change(spec.label),
        (workflow) => setParameter(workflow, view.id, spec.name, next),
        key,
      );
    },
    end: () => {
      if (!moving) clicked();
    },
    cancel: () => stage.editor.edit(texts.steps.change(spec.label), () => before, key),
  };
}
