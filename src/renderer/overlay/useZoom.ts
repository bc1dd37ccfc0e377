import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const SMALLEST = 0.05;
const LARGEST = 40;
const BORDER = 48;

function fitted(stage: HTMLElement | null, size: Size | undefined): View {
  if (!stage || !size) return { scale: 1, x: 0, y: 0 };
  const { clientWidth, clientHeight } = stage;
  const scale = Math.min((clientWidth - BORDER) / size.width, (clientHeight - BORDER) / size.height);
  return { scale: Math.min(LARGEST, Math.max(SMALLEST, scale)), x: 0, y: 0 };
}

/** From the middle of the stage, in CSS pixels. */
type Point = readonly [number, number];

function scaled(view: View, [x, y]: Point, factor: number): View {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

function middle(points: readonly Point[]): Point {
  const along = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [along(0), along(1)];
}

/** How far apart the first two are. */
const spread = ([a, b]: readonly Point[]): number => (a && b ? Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1])) : 1);

/** One pointer moves the picture, two fingers spread it as well. */
function followed(view: View, before: readonly Point[], after: readonly Point[]): View {
  const [from, to] = [middle(before), middle(after)];
  const { scale, x, y } = scaled(view, from, spread(after) / spread(before));
  return { scale, x: x + to[0] - from[0], y: y + to[1] - from[1] };
}

/** Wheel zooms at the pointer, a pinch at the fingers, a drag moves; positions are from the middle of the stage, in CSS pixels. */
export function useZoom(stage: RefObject<HTMLElement | null>, size: Size | undefined) {
  const [view, setView] = useState<View>({ scale: 1, x: 0, y: 0 });
  const pointers = useRef(new Map<number, Point>());
  const fit = () => setView(fitted(stage.current, size));
  useLayoutEffect(fit, [size?.width, size?.height]);

  const place = (event: MouseEvent): Point => {
    const box = stage.current?.getBoundingClientRect() ?? new DOMRect();
    return [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
  };
  const zoom = (event: WheelEvent) => {
    event.preventDefault();
    const at = place(event);
    setView((now) => scaled(now, at, 2 ** (-event.deltaY / 300)));
  };
  const lift = (event: PointerEvent) => void pointers.current.delete(event.pointerId);
  const handlers = {
    onWheel: zoom,
    onPointerDown(event: PointerEvent & { currentTarget: HTMLElement }) {
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, place(event));
    },
    onPointerMove(event: PointerEvent) {
      if (!pointers.current.has(event.pointerId)) return;
      const before = [...pointers.current.values()];
      pointers.current.set(event.pointerId, place(event));
      const after = [...pointers.current.values()];
      setView((now) => followed(now, before, after));
    },
    onPointerUp: lift,
    onPointerCancel: lift,
  };
  return {
    scale: view.scale,
    fit,
    actual: () => setView({ scale: 1, x: 0, y: 0 }),
    handlers,
    style: {
      width: `${(size?.width ?? 0) * view.scale}px`,
      height: `${(size?.height ?? 0) * view.scale}px`,
      transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px)`,
    },
  };
}
