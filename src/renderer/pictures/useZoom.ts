import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useResize } from './useResize.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  /** Whether it goes on to fit when the stage has another size. */
  readonly fits: boolean;
}

const SMALLEST = 0.05;
const LARGEST = 40;
const BORDER = 48;

function fitted(stage: HTMLElement | null, size: Size | undefined): View {
  if (!stage || !size) return { scale: 1, x: 0, y: 0, fits: true };
  const { clientWidth, clientHeight } = stage;
  const scale = Math.min((clientWidth - BORDER) / size.width, (clientHeight - BORDER) / size.height);
  return { scale: Math.min(LARGEST, Math.max(SMALLEST, scale)), x: 0, y: 0, fits: true };
}

/** From the middle of the stage, in CSS pixels. */
type Point = readonly [number, number];

function scaled(view: View, [x, y]: Point, factor: number): View {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio, fits: false };
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
  return { scale, x: x + to[0] - from[0], y: y + to[1] - from[1], fits: false };
}

/** The same object where nothing is another: nothing is shown anew then. */
function sameOr(now: View, next: View): View {
  return now.scale === next.scale && now.x === next.x && now.y === next.y ? now : next;
}

const devicePixel = () => 1 / (window.devicePixelRatio || 1);

/** From the middle of what an event belongs to. */
function placeIn({ clientX, clientY, currentTarget }: MouseEvent): Point {
  const box = currentTarget instanceof Element ? currentTarget.getBoundingClientRect() : new DOMRect();
  return [clientX - box.left - box.width / 2, clientY - box.top - box.height / 2];
}

/** Onto whole pixels of the screen, where one to one is one to one and not a blend of two. */
function placed({ scale, x, y }: View, { width, height }: Size) {
  const along = (at: number, length: number) => `round(calc(50% + ${at - (length * scale) / 2}px), ${devicePixel()}px)`;
  return {
    left: along(x, width),
    top: along(y, height),
    width: `${width * scale}px`,
    height: `${height * scale}px`,
  };
}

/**
 * Wheel zooms at the pointer, a pinch at the fingers, a drag moves; positions are from the middle of the stage, in CSS
 * pixels. Several stages that show the same move together.
 */
export function useZoom(stage: RefObject<HTMLElement | null>, size: Size | undefined) {
  const [view, setView] = useState<View>({ scale: 1, x: 0, y: 0, fits: true });
  const pointers = useRef(new Map<number, Point>());
  const fit = () => setView(fitted(stage.current, size));
  useLayoutEffect(fit, [size?.width, size?.height]);
  useResize(stage, () => setView((now) => (now.fits ? sameOr(now, fitted(stage.current, size)) : now)));

  const zoom = (event: WheelEvent) => {
    event.preventDefault();
    const at = placeIn(event);
    setView((now) => scaled(now, at, 2 ** (-event.deltaY / 300)));
  };
  const lift = (event: PointerEvent) => void pointers.current.delete(event.pointerId);
  const handlers = {
    onWheel: zoom,
    onPointerDown(event: PointerEvent & { currentTarget: HTMLElement }) {
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, placeIn(event));
    },
    onPointerMove(event: PointerEvent) {
      if (!pointers.current.has(event.pointerId)) return;
      const before = [...pointers.current.values()];
      pointers.current.set(event.pointerId, placeIn(event));
      const after = [...pointers.current.values()];
      setView((now) => followed(now, before, after));
    },
    onPointerUp: lift,
    onPointerCancel: lift,
  };
  return {
    scale: view.scale,
    fit,
    /** How large a pixel of the picture is in pixels of the screen, as "100 %". */
    percent: `${Math.round((view.scale / devicePixel()) * 100)} %`,
    /** A pixel of the picture on a pixel of the screen. */
    actual: () => setView({ scale: devicePixel(), x: 0, y: 0, fits: false }),
    zoomBy: (factor: number) => setView((now) => scaled(now, [0, 0], factor)),
    /** Moves so that a pixel of the picture is in the middle, unless all of it is in view. */
    lookAt([column, row]: Point) {
      const box = stage.current;
      if (!box || !size) return;
      const { scale } = view;
      if (size.width * scale <= box.clientWidth && size.height * scale <= box.clientHeight) return;
      setView({
        fits: false,
        scale,
        x: (size.width / 2 - column - 0.5) * scale,
        y: (size.height / 2 - row - 0.5) * scale,
      });
    },
    handlers,
    style: placed(view, size ?? { width: 0, height: 0 }),
  };
}
