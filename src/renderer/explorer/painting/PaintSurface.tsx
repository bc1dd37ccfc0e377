import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Painting } from '../../../graph/defineNode.ts';
import type { Stroke } from '../../../painting/stroke.ts';
import { useGesture } from '../../controls/useGesture.ts';
import {
  arrowed,
  type Brush,
  containedRect,
  extended,
  type PictureShape,
  type Place,
  resized,
  strokeAt,
} from './brush.ts';
import { createOverlay, overlaySize, paintPixels } from './paintOverlay.ts';

interface Props {
  readonly strokes: readonly Stroke[];
  readonly painting: Painting;
  readonly brush: Brush;
  /** The picture that lies under it. */
  readonly shape: PictureShape;
  readonly isPaintShown: boolean;
  change(strokes: readonly Stroke[], gesture: string): void;
  take(brush: Brush): void;
}

/** A stroke that is being made, after those that were there. */
interface Drawing {
  /** Undefined where the keyboard draws. */
  readonly pointer: number | undefined;
  readonly before: readonly Stroke[];
  readonly stroke: Stroke;
}

/** What was painted, in colours that let the picture through. */
function Paint({ strokes, painting, shape: { width, height } }: Pick<Props, 'strokes' | 'painting' | 'shape'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useMemo(() => overlaySize({ width, height }), [width, height]);
  const field = useMemo(() => createOverlay(size), [size]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    element.width = size.width;
    element.height = size.height;
    const most = Math.max(Math.abs(painting.least), Math.abs(painting.most));
    const pixels = new ImageData(paintPixels(field(strokes), most), size.width, size.height);
    element.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [strokes, painting, size, field]);
  return (
    <div class="paint" aria-hidden="true" data-testid="paint" data-strokes={strokes.length}>
      <canvas ref={canvas} />
    </div>
  );
}

const inWords = ([x, y]: Place) => `${Math.round(100 * x)} % across, ${Math.round(100 * y)} % down`;

/**
 * Takes the strokes of a hand over a picture: by mouse, pen or finger, or by keys. The arrow keys carry the brush, Space lowers and lifts it;
 * each stroke is a step of undo.
 */
export function PaintSurface({ strokes, painting, brush, shape, isPaintShown, change, take }: Props) {
  const surface = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const latest = useRef<Drawing | null>(null);
  const [place, setPlace] = useState<Place>([0.5, 0.5]);
  const [box, setBox] = useState<PictureShape>({ width: 1, height: 1 });
  const [isNear, setNear] = useState(false);
  const gesture = useGesture();
  useLayoutEffect(() => {
    const element = surface.current;
    if (!element) return;
    const measure = () => setBox({ width: element.clientWidth || 1, height: element.clientHeight || 1 });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const shown = containedRect(box, shape);

  const draw = (next: Drawing | null) => {
    latest.current = next;
    setDrawing(next);
    if (next) change([...next.before, next.stroke], gesture.current());
  };
  const begin = (at: Place, pointer: number | undefined) => {
    gesture.begin();
    draw({ pointer, before: strokes, stroke: strokeAt(brush, painting, at) });
  };
  const goOn = (at: Place) => {
    const now = latest.current;
    if (!now) return;
    const longer = extended(now.stroke, at, shape);
    if (longer === now.stroke) return;
    if (longer) draw({ ...now, stroke: longer });
    else draw({ ...now, before: [...now.before, now.stroke], stroke: strokeAt(brush, painting, at) });
  };
  const placeAt = (event: MouseEvent): Place => {
    const { left, top } = surface.current?.getBoundingClientRect() ?? new DOMRect();
    return [(event.clientX - left - shown.left) / shown.width, (event.clientY - top - shown.top) / shown.height];
  };
  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0 || latest.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setPlace(placeAt(event));
    begin(placeAt(event), event.pointerId);
  };
  const move = (event: PointerEvent) => {
    setNear(true);
    if (latest.current === null) setPlace(placeAt(event));
    if (latest.current?.pointer !== event.pointerId) return;
    setPlace(placeAt(event));
    for (const each of event.getCoalescedEvents?.() ?? [event]) goOn(placeAt(each));
  };
  const letGo = (event: PointerEvent) => {
    if (latest.current?.pointer === event.pointerId) draw(null);
  };
  const pressKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || latest.current?.pointer !== undefined) return;
    const to = arrowed(place, event);
    const act = to ? () => carry(to) : byKey[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const carry = (to: Place) => {
    setPlace(to);
    goOn(to);
  };
  const byKey: Readonly<Record<string, (() => void) | undefined>> = {
    ' ': () => (latest.current ? draw(null) : begin(place, undefined)),
    // An open dialog closes by Escape; a stroke only ends.
    Escape: latest.current ? () => draw(null) : undefined,
    '[': () => take(resized(brush, false)),
    ']': () => take(resized(brush, true)),
    x: () => take({ ...brush, erases: !brush.erases }),
    X: () => take({ ...brush, erases: !brush.erases }),
  };

  const width = 2 * brush.radius * Math.min(shown.width, shown.height);
  const [left, top] = [shown.left + place[0] * shown.width, shown.top + place[1] * shown.height];
  return (
    <div
      ref={surface}
      class="paint-surface"
      role="slider"
      tabIndex={0}
      autofocus
      aria-label="Paint over the picture"
      aria-roledescription="painting surface"
      aria-valuenow={Math.round(100 * place[0])}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={`Brush ${drawing ? 'down' : 'up'}, ${inWords(place)}`}
      aria-describedby="paint-hint"
      data-testid="paint-surface"
      data-near={isNear || undefined}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onPointerLeave={() => setNear(false)}
      onKeyDown={pressKey}
      onBlur={() => latest.current?.pointer === undefined && draw(null)}
    >
      {(isPaintShown || drawing) && <Paint strokes={strokes} painting={painting} shape={shape} />}
      <span
        class="paint-brush"
        data-erases={brush.erases || undefined}
        data-down={drawing !== null || undefined}
        style={{ left, top, width, height: width }}
      />
    </div>
  );
}
