import { useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  /** Which side of the panel the handle is on. */
  readonly edge: 'left' | 'right' | 'top';
  readonly size: number;
  readonly minimum: number;
  readonly maximum: number;
  resize(size: number): void;
}

/** The edge of a panel, to drag or to move with the arrow keys. */
export function Splitter({ label, edge, size, minimum, maximum, resize }: Props) {
  const drag = useRef<{ at: number; size: number } | null>(null);
  const horizontal = edge !== 'top';
  const outward = edge === 'right' ? 1 : -1;
  const position = (event: PointerEvent) => (horizontal ? event.clientX : event.clientY);
  const set = (next: number) => resize(Math.round(Math.min(maximum, Math.max(minimum, next))));
  const grow = horizontal ? (outward > 0 ? 'ArrowRight' : 'ArrowLeft') : 'ArrowUp';
  const shrink = horizontal ? (outward > 0 ? 'ArrowLeft' : 'ArrowRight') : 'ArrowDown';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>
    <div
      class={`splitter ${edge}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={horizontal ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: position(event), size };
      }}
      onPointerMove={(event) => {
        if (drag.current) set(drag.current.size + outward * (position(event) - drag.current.at));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key === grow) set(size + 16);
        if (event.key === shrink) set(size - 16);
      }}
    />
  );
}
