import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** Acts whenever an element has another size, also when another element has come in its place. */
export function useResize(element: RefObject<HTMLElement | null>, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  const observed = useRef<{ readonly element: HTMLElement | null; readonly stop: () => void } | undefined>(undefined);
  useLayoutEffect(() => {
    if (observed.current?.element === element.current) return;
    observed.current?.stop();
    const observer = new ResizeObserver(() => latest.current());
    if (element.current) observer.observe(element.current);
    observed.current = { element: element.current, stop: () => observer.disconnect() };
  });
  useEffect(() => () => observed.current?.stop(), []);
}
