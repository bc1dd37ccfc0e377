import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type PadPoint, padCentre, padDrag, padKey } from '../../parameters/pad.ts';
import { texts } from '../../text/texts.ts';
import { useGesture } from '../useGesture.ts';

export interface PadMove {
  readonly isFine: boolean;
  readonly gesture: string;
}

/** What stands in a corner, and its share of the place where the handle is. */
export interface PadCorner {
  readonly at: PadPoint;
  readonly caption: string;
  readonly weight: number;
}

interface Props {
  readonly label: string;
  readonly testId?: string;
  readonly point: PadPoint;
  readonly disabled?: boolean;
  readonly corners: readonly PadCorner[];
  readonly class?: string;
  /** Whether lines join the corners. */
  readonly outlined?: boolean;
  /** What lies under the handle. */
  readonly children?: ComponentChildren;
  move(to: PadPoint, how: PadMove): void;
  /** A hand takes hold of the handle, or lets it go. */
  hold?(isHeld: boolean): void;
}

/** Threads from the handle to the corners, as strong as the share of each. */
function Threads({ at: [right, up], corners, outlined }: { at: PadPoint } & Pick<Props, 'corners' | 'outlined'>) {
  const percent = (share: number) => `${100 * share}%`;
  const line = ([fromRight, fromUp]: PadPoint, [toRight, toUp]: PadPoint) => ({
    ...{ x1: percent(fromRight), y1: percent(1 - fromUp), x2: percent(toRight), y2: percent(1 - toUp) },
  });
  return (
    <svg class="pad-threads" aria-hidden="true">
      {outlined &&
        corners.map(({ at }, index) => (
          <line key={at.join()} class="pad-edge" {...line(at, corners[(index + 1) % corners.length]?.at ?? at)} />
        ))}
      {corners.map(({ at, weight }) => (
        <line key={at.join()} {...line([right, up], at)} style={{ opacity: 0.3 + 0.7 * weight }} />
      ))}
      {corners.map(({ at, weight }) => (
        <circle key={at.join()} cx={percent(at[0])} cy={percent(1 - at[1])} r={2 + 3 * Math.sqrt(weight)} />
      ))}
    </svg>
  );
}

/** Which side of the pad a corner is on: its name stands there. */
function sideOf([right, up]: PadPoint): { readonly 'data-across': string; readonly 'data-down': string } {
  const across = right < 0.5 ? 'left' : right > 0.5 ? 'right' : 'middle';
  return { 'data-across': across, 'data-down': up > 0.5 ? 'top' : 'bottom' };
}

/**
 * Two numbers under one hand: press to jump, drag to go on, Shift for fine, arrow keys, a double click for the middle.
 * The live part begins where the corners lie.
 */
export function Pad({
  label,
  testId,
  point,
  disabled = false,
  corners,
  class: className = '',
  outlined = false,
  children,
  move,
  hold,
}: Props) {
  const live = useRef<HTMLDivElement>(null);
  const dragging = useRef<{ readonly pointer: number; readonly follow: ReturnType<typeof padDrag> } | null>(null);
  const gesture = useGesture();

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

  const [right = '', up = ''] = point.map((share) => share.toFixed(2));
  const mostly = corners.reduce((most, each) => (each.weight > most.weight ? each : most)).caption;
  return (
    <div
      class={`pad ${className}`}
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={label}
      aria-roledescription={texts.parameters.pad}
      aria-valuenow={Math.round(100 * point[0])}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={texts.parameters.placeOnPad(right, up, mostly)}
      aria-disabled={disabled}
      autofocus={children !== undefined}
      data-testid={testId}
      data-bare={children ? undefined : true}
      title={texts.parameters.padAbout}
      onPointerDown={press}
      onPointerMove={go}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onKeyDown={pressKey}
      onDblClick={centre}
    >
      {children}
      <div ref={live} class="pad-live">
        <Threads at={point} corners={corners} outlined={outlined} />
        <span class="pad-handle" style={{ left: `${100 * point[0]}%`, top: `${100 * (1 - point[1])}%` }} />
      </div>
      {corners.map(({ at, caption, weight }) => (
        <span key={at.join()} class="pad-caption" {...sideOf(at)} style={{ '--weight': weight }} aria-hidden="true">
          {caption}
        </span>
      ))}
    </div>
  );
}
