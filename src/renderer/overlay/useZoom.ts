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

/** Wheel zooms at the pointer, a drag moves; positions are from the middle of the stage, in CSS pixels. */
export function useZoom(stage: RefObject<HTMLElement | null>, size: Size | undefined) {
  const [view, setView] = useState<View>({ scale: 1, x: 0, y: 0 });
  const drag = useRef<{ x: number; y: number } | null>(null);
  const fit = () => setView(fitted(stage.current, size));
  useLayoutEffect(fit, [size?.width, size?.height]);

  const zoom = (event: WheelEvent) => {
    event.preventDefault();
    const box = stage.current?.getBoundingClientRect();
    if (!box) return;
    const px = event.clientX - box.left - box.width / 2;
    const py = event.clientY - box.top - box.height / 2;
    setView((now) => {
      const scale = Math.min(LARGEST, Math.max(SMALLEST, now.scale * 2 ** (-event.deltaY / 300)));
      const ratio = scale / now.scale;
      return { scale, x: px - (px - now.x) * ratio, y: py - (py - now.y) * ratio };
    });
  };
  const handlers = {
    onWheel: zoom,
    onPointerDown(event: PointerEvent & { currentTarget: HTMLElement }) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX - view.x, y: event.clientY - view.y };
    },
    onPointerMove(event: PointerEvent) {
      const from = drag.current;
      if (from) setView((now) => ({ ...now, x: event.clientX - from.x, y: event.clientY - from.y }));
    },
    onPointerUp() {
      drag.current = null;
    },
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
