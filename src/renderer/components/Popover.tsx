import type { ComponentChildren, RefObject } from 'preact';
import { createPortal } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useDismiss } from './useDismiss.ts';

interface Props {
  /** What it belongs to: its button, or the place of a field on the canvas. */
  readonly anchor: { readonly current: Pick<HTMLElement, 'getBoundingClientRect'> | null };
  /** The button that opened it, a press on which closes it by itself. */
  readonly opener?: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly children: ComponentChildren;
  close(): void;
}

const GAP = 6;

/** A small panel beside what it belongs to, kept inside the window. */
export function Popover({ anchor, opener, label, children, close }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useDismiss(panel, close, opener);
  useLayoutEffect(() => {
    const from = anchor.current?.getBoundingClientRect();
    const size = panel.current?.getBoundingClientRect();
    if (!from || !size) return;
    const below = from.bottom + GAP;
    const top = below + size.height > innerHeight - GAP ? Math.max(GAP, from.top - size.height - GAP) : below;
    const left = Math.min(from.left, innerWidth - size.width - GAP);
    setPlace({ left: Math.max(GAP, left), top });
  }, [anchor]);
  const placed = place !== null;
  // What is hidden cannot take the focus, and it has no place before its size is known.
  useEffect(() => {
    if (placed) panel.current?.querySelector<HTMLElement>('input:not([hidden]), button')?.focus();
  }, [placed]);
  return createPortal(
    <div
      ref={panel}
      class="popover"
      role="dialog"
      aria-label={label}
      style={place ? { left: `${place.left}px`, top: `${place.top}px` } : { visibility: 'hidden' }}
    >
      {children}
    </div>,
    document.body,
  );
}
