import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows that are made ready beyond either edge. */
const SPARE = 20;

interface Layout {
  /** CSS pixels of a row. */
  readonly height: number;
  /** Items beside each other. */
  readonly columns?: number;
  /** Rows that are made ready beyond either edge. */
  readonly spare?: number;
}

export interface RowsInSight {
  /** Goes to the box that scrolls. */
  readonly box: { current: HTMLDivElement | null };
  /** Indices of the items to draw, the focused one among them wherever it is. */
  readonly rows: readonly number[];
  /** Brings an item into sight and gives it the keyboard. */
  focus(index: number): void;
  /** To be called when an item gets the keyboard by other means. */
  focused(index: number): void;
}

/**
 * Of a long list only what can be seen is drawn. An item is an element with its index in `data-row`, and all have one height.
 * @param count of the items
 */
export function useRowsInSight(count: number, { height, columns = 1, spare = SPARE }: Layout): RowsInSight {
  const box = useRef<HTMLDivElement>(null);
  /** Before the height of the box is known. */
  const first = 3 * spare * height;
  const [sight, setSight] = useState({ top: 0, height: first });
  const [active, setActive] = useState(-1);
  const wanted = useRef(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight || first });
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [first]);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    // One that is still fetched gets it when it is there, unless something else has it by then.
    const item = box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    wanted.current = !item && isAround(document.activeElement, box.current);
    item?.focus({ preventScroll: true });
  });
  const from = Math.max(0, Math.floor(sight.top / height) - spare) * columns;
  const to = Math.min(count, (Math.ceil((sight.top + sight.height) / height) + spare) * columns);
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  if (active >= 0 && active < count && (active < from || active >= to)) rows.push(active);
  return {
    box,
    rows,
    focus(index) {
      const element = box.current;
      if (!element || count === 0) return;
      const item = Math.min(count - 1, Math.max(0, index));
      if (wanted.current && item === active) return;
      const row = Math.floor(item / columns);
      const [top, bottom] = [row * height, (row + 1) * height];
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
      wanted.current = true;
      setActive(item);
      setSight({ top: element.scrollTop, height: element.clientHeight || sight.height });
    },
    focused: setActive,
  };
}

function isAround(one: Element | null, box: Element | null): boolean {
  return one === null || (box !== null && (one.contains(box) || box.contains(one)));
}
