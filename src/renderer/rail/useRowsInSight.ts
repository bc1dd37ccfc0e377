import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows that are made ready beyond either edge. */
const SPARE = 20;
/** Before the height of the box is known. */
const FIRST_ROWS = 60;

export interface RowsInSight {
  /** Goes to the box that scrolls. */
  readonly box: { current: HTMLDivElement | null };
  /** Indices of the rows to draw, the focused one among them wherever it is. */
  readonly rows: readonly number[];
  /** Brings a row into sight and gives it the keyboard. */
  focus(index: number): void;
  /** To be called when a row gets the keyboard by other means. */
  focused(index: number): void;
}

/**
 * Of a long list only what can be seen is drawn. A row is an element with its index in `data-row`, and all have one height.
 * @param height CSS pixels of a row.
 */
export function useRowsInSight(count: number, height: number): RowsInSight {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: FIRST_ROWS * height });
  const [active, setActive] = useState(-1);
  const wanted = useRef(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight || FIRST_ROWS * height });
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [height]);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus({ preventScroll: true });
  });
  const first = Math.max(0, Math.floor(sight.top / height) - SPARE);
  const last = Math.min(count, Math.ceil((sight.top + sight.height) / height) + SPARE);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  if (active >= 0 && active < count && (active < first || active >= last)) rows.push(active);
  return {
    box,
    rows,
    focus(index) {
      const element = box.current;
      if (!element || count === 0) return;
      const row = Math.min(count - 1, Math.max(0, index));
      const [top, bottom] = [row * height, (row + 1) * height];
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
      wanted.current = true;
      setActive(row);
      setSight({ top: element.scrollTop, height: element.clientHeight || sight.height });
    },
    focused: setActive,
  };
}
