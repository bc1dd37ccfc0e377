import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type Corners, padWeights } from '../../../geometry/pad.ts';
import { type PadPoint, padCentre, padDrag, padKey } from '../../parameters/pad.ts';
import { useGesture } from '../useGesture.ts';

export interface PadMove {
  readonly isFine: boolean;
  readonly gesture: string;
}

interface Props {
  readonly label: string;
  readonly testId?: string;
  readonly point: PadPoint;
  readonly disabled?: boolean;
  /** What stands in the corners. */
  readonly captions?: Corners<string>;
  /** What lies under the handle. */
  readonly children?: ComponentChildren;
  move(to: PadPoint, how: PadMove): void;
  /** A hand takes hold of the handle, or lets it go. */
  hold?(isHeld: boolean): void;
}

/** Where the corners are drawn, as shares of the pad from its top left, in the order of their weights. */
const places: Corners<readonly [number, number]> = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];

const edges = ['top left', 'top right', 'bottom left', 'bottom right'] as const;

/** Threads from the handle to the corners, as strong as the share of each. */
function Threads({ at: [right, up], weights }: { at: PadPoint; weights: Corners<number> }) {
  const percent = (share: number) => `${100 * share}%`;
  return (
    <svg class="pad-threads" aria-hidden="true">
      {places.map(([x, y], index) => (
        <line
          key={edges[index]}
          x1={percent(right)}
          y1={percent(1 - up)}
          x2={percent(x)}
          y2={percent(y)}
          style={{ opacity: 0.3 + 0.7 * (weights[index] ?? 0) }}
        />
      ))}
      {places.map(([x, y], index) => (
        <circle key={edges[index]} cx={percent(x)} cy={percent(y)} r={2 + 3 * Math.sqrt(weights[index] ?? 0)} />
      ))}
    </svg>
  );
}

/**
 * Two numbers under one hand: press to jump, drag to go on, Shift for fine, arrow keys, a double click for the middle.
 * The live part begins where the corners lie.
 */
export function Pad({ label, testId, point, disabled = false, captions, children, move, hold }: Props) {
  const live = useRef<HTMLDivElement>(null);
  const dragging = useRef<{ readonly pointer: number; readonly follow: ReturnType<typeof padDrag> } | null>(null);
  const gesture = useGesture();
  const weights = padWeights(...point);

  const go = (event: PointerEvent) => {
    const area = live.current?.getBoundingClientRect();
    if (!area || dragging.current?.pointer !== event.pointerId) return;
    const pointer = [(event.clientX - area.left) / area.width, 1 - (event.clientY - area.top) / area.height] as const;
    move(dragging.current.follow(pointer, event.shiftKey), { isFine: event.shiftKey, gesture: gesture.current() });
  };
  const letGo = () => {
    if (!dragging.current) return;
    dragging.current = null;
    hold?.(false);
  };
  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (disabled || event.button !== 0 || dragging.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = { pointer: event.pointerId, follow: padDrag(point) };
    gesture.begin();
    hold?.(true);
    go(event);
  };
  const pressKey = (event: KeyboardEvent) => {
    const to = disabled ? undefined : padKey(point, event);
    if (!to) return;
    event.preventDefault();
    if (!event.repeat) gesture.begin();
    move(to, { isFine: event.shiftKey, gesture: gesture.current() });
  };
  const centre = () => {
    if (disabled) return;
    gesture.begin();
    move(padCentre, { isFine: false, gesture: gesture.current() });
  };

  const [right, up] = point.map((share) => share.toFixed(2));
  const mostly = captions?.[weights.indexOf(Math.max(...weights))];
  return (
    <div
      class="pad"
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={label}
      aria-roledescription="pad"
      aria-valuenow={Math.round(100 * point[0])}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={`${right} from the left, ${up} from the bottom${mostly ? `, mostly ${mostly}` : ''}`}
      aria-disabled={disabled}
      autofocus={children !== undefined}
      data-testid={testId}
      data-bare={children ? undefined : true}
      title="Drag to move, Shift for fine. Arrow keys move too, a double click goes to the middle."
      onPointerDown={press}
      onPointerMove={go}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onKeyDown={pressKey}
      onDblClick={centre}
    >
      {children}
      <div ref={live} class="pad-live">
        <Threads at={point} weights={weights} />
        <span class="pad-handle" style={{ left: `${100 * point[0]}%`, top: `${100 * (1 - point[1])}%` }} />
      </div>
      {captions?.map((caption, index) => (
        <span
          key={edges[index]}
          class="pad-caption"
          data-corner={edges[index]}
          style={{ '--weight': weights[index] ?? 0 }}
          aria-hidden="true"
        >
          {caption}
        </span>
      ))}
    </div>
  );
}
