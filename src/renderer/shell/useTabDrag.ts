import type { RefObject, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import type { LevelEditor } from '../state/document/levelEditor.ts';

/** CSS pixels that a hand may shake without dragging. */
const SLACK = 5;

interface Drag {
  readonly from: number;
  readonly pointer: number;
  at: number;
  moved: boolean;
}

/** Where among boxes in a row a place lies: before it are those whose middles it has passed. */
export function placeAmong(boxes: readonly { readonly left: number; readonly width: number }[], x: number): number {
  return boxes.filter(({ left, width }) => x > left + width / 2).length;
}

/** Handlers for a list of tabs: one that is dragged takes the place that it is dragged to, at once. */
export function useTabDrag(list: RefObject<HTMLElement | null>, editor: Pick<LevelEditor, 'tabs' | 'moveTab'>) {
  const drag = useRef<Drag | null>(null);
  const items = () => [...(list.current?.children ?? [])];
  return {
    onPointerDown(event: TargetedPointerEvent<HTMLElement>) {
      const at = items().findIndex((item) => item.contains(event.target as Node));
      if (event.button !== 0 || at < 0) return;
      drag.current = { from: event.clientX, pointer: event.pointerId, at, moved: false };
    },
    onPointerMove(event: TargetedPointerEvent<HTMLElement>) {
      const current = drag.current;
      if (current?.pointer !== event.pointerId) return;
      if (!current.moved && Math.abs(event.clientX - current.from) < SLACK) return;
      if (!current.moved) event.currentTarget.setPointerCapture(event.pointerId);
      current.moved = true;
      const others = items().filter((_, at) => at !== current.at);
      const to = placeAmong(
        others.map((item) => item.getBoundingClientRect()),
        event.clientX,
      );
      const tab = editor.tabs.peek()[current.at];
      if (!tab || to === current.at) return;
      editor.moveTab(tab.document, to);
      current.at = to;
    },
    onPointerUp() {
      drag.current = null;
    },
    onPointerCancel() {
      drag.current = null;
    },
  };
}
