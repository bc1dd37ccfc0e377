import { effect } from '@preact/signals';
import { categoryTint } from '../../theme/tokens.ts';
import type { Stage } from '../stage.ts';
import { currentTheme, watchTheme } from '../themeWatch.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Point, Rect } from '../view/rect.ts';
import { visibleRect } from '../view/viewport.ts';
import { inGraph, type MapLayout, mapLayout, onMap } from './mapLayout.ts';

/** Nodes are never thinner than this on the map. CSS pixels. */
const least = 2;

/** Paints the whole graph small into an element, with a frame around what is in view; a press or a drag goes there. @returns its end */
export function createMap(element: HTMLCanvasElement, stage: Stage): () => void {
  let frame = 0;
  const size = (): Point => [element.clientWidth, element.clientHeight];
  const inView = () => visibleRect(stage.viewport(), stage.surface.size());
  const layout = () =>
    mapLayout(
      [...stage.scene().nodes.values(), ...stage.scene().boxes].map(({ rect }) => rect),
      inView(),
      size(),
    );
  const paint = () => {
    frame = 0;
    paintMap(element, stage, layout());
  };
  const request = () => {
    frame ||= requestAnimationFrame(paint);
  };
  /** While it is dragged the map stands still, though what it shows grows. */
  let dragged: MapLayout | undefined;
  const goTo = (event: PointerEvent) => {
    if (!dragged) return;
    const box = element.getBoundingClientRect();
    const [x, y] = inGraph(dragged, [event.clientX - box.left, event.clientY - box.top]);
    const { zoom, width, height } = { zoom: stage.viewport().zoom, ...inView() };
    stage.look({ x: x - width / 2, y: y - height / 2, zoom });
  };
  const press = (event: PointerEvent) => {
    element.setPointerCapture(event.pointerId);
    dragged = layout();
    goTo(event);
  };
  const release = () => {
    dragged = undefined;
    request();
  };
  const listeners = { pointerdown: press, pointermove: goTo, pointerup: release, pointercancel: release } as const;
  for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type as 'pointermove', listener);
  const stopWatching = watchTheme(request);
  const stopPainting = effect(() => {
    stage.scenes.value;
    stage.view.value;
    stage.editor.selection.value;
    request();
  });
  const observer = new ResizeObserver(request);
  observer.observe(stage.host);
  return () => {
    cancelAnimationFrame(frame);
    stopPainting();
    stopWatching();
    observer.disconnect();
    for (const [type, listener] of Object.entries(listeners)) {
      element.removeEventListener(type as 'pointermove', listener);
    }
  };
}

function paintMap(element: HTMLCanvasElement, stage: Stage, layout: MapLayout): void {
  const context = element.getContext('2d');
  if (!context) return;
  const density = window.devicePixelRatio;
  const [width, height] = [element.clientWidth, element.clientHeight];
  element.width = Math.round(width * density);
  element.height = Math.round(height * density);
  context.scale(density, density);
  const selection = stage.editor.selection.peek();
  const { nodes, boxes } = stage.scene();
  const paint = (rect: Rect, colour: string, on: boolean) => {
    const { x, y, width, height } = onMap(layout, rect);
    context.fillStyle = colour;
    context.globalAlpha = on ? 0.85 : 0.35;
    context.fillRect(x, y, Math.max(least, width), Math.max(least, height));
  };
  for (const view of nodes.values()) {
    paint(view.rect, colourOf(view, selection.has(view.id)), view.node.mode === 'on');
  }
  for (const box of boxes) paint(box.rect, box.group.color ?? currentTheme().muted, !box.isBypassed);
  paintFrame(context, onMap(layout, visibleRect(stage.viewport(), stage.surface.size())));
}

function paintFrame(context: CanvasRenderingContext2D, { x, y, width, height }: ReturnType<typeof onMap>): void {
  const { text } = currentTheme();
  context.globalAlpha = 0.08;
  context.fillStyle = text;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 0.8;
  context.strokeStyle = text;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, Math.max(1, width - 1), Math.max(1, height - 1));
}

function colourOf({ state, entry, node }: NodeView, selected: boolean): string {
  const theme = currentTheme();
  if (selected) return theme.focus;
  if (state?.status === 'failed' || !entry) return theme.error;
  return state?.status === 'running' ? theme.running : (node.color ?? categoryTint(theme, entry.category));
}
