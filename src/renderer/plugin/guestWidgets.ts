import { scrubbed } from '../canvas/gestures/scrub.ts';
import { openOptionMenu } from '../canvas/overlay/optionMenu.ts';
import { editableText, parseInput } from '../canvas/overlay/parseInput.ts';
import { openTextField } from '../canvas/overlay/textField.ts';
import type { WidgetPlace } from '../canvas/view/layout.ts';
import type { NodeView } from '../canvas/view/nodeView.ts';
import { contains, type Point, type Rect } from '../canvas/view/rect.ts';
import { choiceAbout, choiceWords, parameterValue } from '../parameters/parameterSpec.ts';
import { sizes } from '../theme/tokens.ts';
import { tellGuestChange } from './guestChanges.ts';
import type { GraphCanvas, GraphNode } from './litegraph/types.ts';

/** The widget under a point that litegraph gives: from the corner below the title. */
export function widgetUnder(view: NodeView, [x, y]: Point): WidgetPlace | undefined {
  return view.layout.widgets.find(
    (widget) => contains(widget.rect, [x, y + sizes.header]) && !view.wired.inputs.has(widget.spec.name),
  );
}

function set(node: GraphNode, name: string, value: unknown): void {
  node.properties[name] = value;
  tellGuestChange(node);
  node.setDirtyCanvas(true, true);
}

/** A layer over the page for fields and menus: a guest owns no part of the page. It goes when they close. */
function openLayer(): HTMLElement {
  const layer = document.createElement('div');
  layer.className = 'arcspace-layer';
  document.body.append(layer);
  return layer;
}

function onPage(node: GraphNode, rect: Rect, { canvas, ds }: GraphCanvas): Rect {
  const box = canvas.getBoundingClientRect();
  const [left = 0, top = 0] = ds.offset;
  return {
    x: box.left + (Number(node.pos[0]) + rect.x + left) * ds.scale,
    y: box.top + (Number(node.pos[1]) - sizes.header + rect.y + top) * ds.scale,
    width: rect.width * ds.scale,
    height: rect.height * ds.scale,
  };
}

export function typeGuestValue(node: GraphNode, widget: WidgetPlace, canvas: GraphCanvas): void {
  const { spec } = widget;
  const layer = openLayer();
  openTextField(layer, {
    rect: onPage(node, widget.rect, canvas),
    value: editableText(parameterValue(spec, node.properties)),
    label: spec.label,
    multiline: spec.kind === 'multiline',
    mono: spec.kind === 'number' || spec.kind === 'list',
    fontSize: Math.max(11, 12 * canvas.ds.scale),
    commit(text) {
      const value = parseInput(spec, text);
      if (value !== undefined) set(node, spec.name, value);
      return value !== undefined;
    },
    closed: () => layer.remove(),
  });
}

function choose(node: GraphNode, widget: WidgetPlace, canvas: GraphCanvas): void {
  const { spec } = widget;
  const layer = openLayer();
  const rect = onPage(node, widget.rect, canvas);
  openOptionMenu(layer, {
    at: [rect.x, rect.y + rect.height + 2],
    width: rect.width,
    label: spec.label,
    options: spec.options,
    words: (option) => choiceWords(spec.choices, option),
    about: (option) => choiceAbout(spec, option),
    chosen: String(parameterValue(spec, node.properties)),
    choose: (option) => set(node, spec.name, option),
    closed: () => layer.remove(),
  });
}

/** Drags a number until the button is let go, wherever the pointer is. */
function scrub(node: GraphNode, widget: WidgetPlace, canvas: GraphCanvas, event: MouseEvent): void {
  const { spec } = widget;
  const held = parameterValue(spec, node.properties);
  const start = typeof held === 'number' ? held : 0;
  const width = widget.rect.width * canvas.ds.scale;
  const stop = new AbortController();
  const move = (moved: MouseEvent) =>
    set(node, spec.name, scrubbed(spec, width, start, moved.clientX - event.clientX, moved.shiftKey));
  // Captured at the window: litegraph lets no event go further than itself.
  window.addEventListener('mousemove', move, { signal: stop.signal, capture: true });
  window.addEventListener('mouseup', () => stop.abort(), { signal: stop.signal, capture: true });
}

/** What a press on a widget does. Fields open once litegraph is done with the event, or it would take their focus. */
export function pressGuestWidget(node: GraphNode, widget: WidgetPlace, canvas: GraphCanvas, event: MouseEvent): void {
  const { kind, name } = widget.spec;
  if (kind === 'number') scrub(node, widget, canvas, event);
  if (kind === 'toggle') set(node, name, parameterValue(widget.spec, node.properties) !== true);
  if (kind === 'select') setTimeout(() => choose(node, widget, canvas));
  if (kind === 'text' || kind === 'multiline' || kind === 'list')
    setTimeout(() => typeGuestValue(node, widget, canvas));
}
