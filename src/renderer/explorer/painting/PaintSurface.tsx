import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Painting } from '../../../graph/defineNode.ts';
import type { Stroke } from '../../../painting/stroke.ts';
import { arrowed, type Brush, containedRect, type PictureShape, type Place, resized } from '../../app/brush.ts';
import { createPinch, type Pinched } from '../../canvas/gestures/pinch.ts';
import { texts } from '../../text/texts.ts';
import { brushKey } from './brushKey.ts';
import { isEraserEnd } from './isEraserEnd.ts';
import { createOverlay, overlaySize, paintPixels } from './paintOverlay.ts';
import { useDrawing } from './useDrawing.ts';

interface Props {
  readonly strokes: readonly Stroke[];
  readonly painting: Painting;
  readonly brush: Brush;
  /** The picture that lies under it. */
  readonly shape: PictureShape;
  readonly isPaintShown: boolean;
  change(strokes: readonly Stroke[], gesture: string): void;
  take(brush: Brush): void;
  /** How the picture is looked at; two fingers change it. */
  readonly pinched: Pinched;
}

/** What was painted, in colours that let the picture through. */
function Paint({ strokes, painting, shape: { width, height } }: Pick<Props, 'strokes' | 'painting' | 'shape'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { paints } = painting;
  const most = paints === 'coverage' ? 1 : Math.max(...paints.strengths.map(Math.abs));
  const size = useMemo(() => overlaySize({ width, height }, strokes), [width, height, strokes]);
  const side = size?.width ?? 0;
  const across = size?.height ?? 0;
  const field = useMemo(() => createOverlay({ width: side, height: across }), [side, across]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || side === 0) return;
    element.width = side;
    element.height = across;
    const pixels = new ImageData(paintPixels(field(strokes), most), side, across);
    element.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [strokes, most, side, across, field]);
  return (
    <div class="paint" aria-hidden="true" data-testid="paint" data-strokes={strokes.length}>
      <canvas ref={canvas} />
    </div>
  );
}

const inWords = ([x, y]: Place) => texts.explorer.place(Math.round(100 * x), Math.round(100 * y));

/** How large an element is, as long as it is there. */
function useBox(element: { readonly current: HTMLElement | null }): PictureShape {
  const [box, setBox] = useState<PictureShape>({ width: 1, height: 1 });
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => setBox({ width: current.clientWidth || 1, height: current.clientHeight || 1 });
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return box;
}

/**
 * Takes the strokes of a hand over a picture: by mouse, pen or finger, or by keys. The arrow keys carry the brush, Space lowers and lifts it;
 * each stroke is a step of undo.
 */
export function PaintSurface({ strokes, painting, brush, shape, isPaintShown, change, take, pinched }: Props) {
  const surface = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>([0.5, 0.5]);
  const [isNear, setNear] = useState(false);
  const [isErasing, setErasing] = useState(false);
  const shown = containedRect(useBox(surface), shape);
  const drawing = useDrawing({ strokes, painting, brush, shape, change });
  const pinch = useMemo(() => createPinch(pinched), [pinched]);

  const placeAt = (event: MouseEvent): Place => {
    const { left, top } = surface.current?.getBoundingClientRect() ?? new DOMRect();
    const { zoom } = pinched.viewport();
    const [x, y] = [(event.clientX - left) / zoom, (event.clientY - top) / zoom];
    return [(x - shown.left) / shown.width, (y - shown.top) / shown.height];
  };
  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (pinch.press(event)) {
      drawing.takeBack();
      return;
    }
    const isEraser = isEraserEnd(event);
    if ((event.button !== 0 && !isEraser) || drawing.isByPointer()) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.end();
    setPlace(placeAt(event));
    setErasing(isEraser);
    drawing.begin(placeAt(event), event.pointerId, isEraser ? { ...brush, erases: true } : brush);
  };
  const move = (event: PointerEvent) => {
    if (pinch.move(event)) return;
    setNear(true);
    const isDrawn = drawing.isOf(event.pointerId);
    if (!drawing.isDown || isDrawn) setPlace(placeAt(event));
    if (!isDrawn) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    drawing.goOn((passed.length > 0 ? passed : [event]).map(placeAt));
  };
  const letGo = (event: PointerEvent) => {
    if (pinch.release(event)) return;
    if (drawing.isOf(event.pointerId)) drawing.end(event.type === 'pointerup' ? placeAt(event) : undefined);
  };
  const pressKey = (event: KeyboardEvent) => {
    const key = brushKey(event);
    const to = key === undefined ? undefined : arrowed(place, { key, shiftKey: event.shiftKey });
    const act = to ? () => carry(to) : acts[key ?? ''];
    if (!act) return;
    event.preventDefault();
    const repeats = to !== undefined || key === '[' || key === ']';
    if (!event.repeat || repeats) act();
  };
  const carry = (to: Place) => {
    if (drawing.isByPointer()) return;
    setPlace(to);
    drawing.goOn([to]);
  };
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    ' ': () => {
      if (!drawing.isDown) {
        setErasing(false);
        drawing.begin(place, undefined);
      } else if (!drawing.isByPointer()) drawing.end(place);
    },
    // An open dialog closes by Escape; a stroke only ends.
    Escape: drawing.isDown ? () => drawing.end() : undefined,
    '[': () => take(resized(brush, false)),
    ']': () => take(resized(brush, true)),
    x: () => take({ ...brush, erases: !brush.erases }),
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
      aria-label={texts.explorer.paintOverPicture}
      aria-roledescription={texts.explorer.paintingSurface}
      aria-valuenow={Math.round(100 * place[0])}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={texts.explorer.brushOf(drawing.isDown, inWords(place))}
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
      onBlur={() => !drawing.isByPointer() && drawing.end()}
    >
      {(isPaintShown || drawing.isDown) && <Paint strokes={strokes} painting={painting} shape={shape} />}
      <span
        class="paint-brush"
        data-erases={brush.erases || (drawing.isDown && isErasing) || undefined}
        data-down={drawing.isDown || undefined}
        style={{ left, top, width, height: width }}
      />
    </div>
  );
}
