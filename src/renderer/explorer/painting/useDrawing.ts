import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Painting } from '../../../graph/defineNode.ts';
import { mostStrokes, type Stroke } from '../../../painting/stroke.ts';
import { type Brush, ended, extended, type PictureShape, type Place, strokeAt } from '../../app/brush.ts';
import { useGesture } from '../../controls/useGesture.ts';

interface Drawn {
  readonly strokes: readonly Stroke[];
  readonly painting: Painting;
  readonly brush: Brush;
  readonly shape: PictureShape;
  change(strokes: readonly Stroke[], gesture: string): void;
}

/** A stroke that is being made, after those that were there. */
interface Drawing {
  /** Undefined where the keyboard draws. */
  readonly pointer: number | undefined;
  /** What was there before the hand came down: a long stroke is made of several. */
  readonly began: readonly Stroke[];
  readonly before: readonly Stroke[];
  readonly stroke: Stroke;
  readonly brush: Brush;
}

/** The stroke under the hand; each is one step of undo. What takes it away meanwhile, such as an undo, ends it. */
export function useDrawing({ strokes, painting, brush, shape, change }: Drawn) {
  const latest = useRef<Drawing | null>(null);
  const [isDown, setDown] = useState(false);
  const gesture = useGesture();

  const keep = (next: Drawing | null) => {
    latest.current = next;
    setDown(next !== null);
  };
  const write = (next: Drawing) => {
    const now = latest.current;
    keep(next);
    if (next.stroke !== now?.stroke) change([...next.before, next.stroke], gesture.current());
  };
  useLayoutEffect(() => {
    const now = latest.current;
    const isThere = strokes.length === (now?.before.length ?? 0) + 1;
    if (now && !(isThere && strokes.at(-1)?.points.length === now.stroke.points.length)) keep(null);
  }, [strokes]);

  return {
    isDown,
    isOf: (pointer: number) => latest.current?.pointer === pointer,
    isByPointer: () => latest.current?.pointer !== undefined,
    /** @param held what the hand holds in place of the chosen brush: the other end of a pen. */
    begin(at: Place, pointer: number | undefined, held = brush) {
      if (strokes.length >= mostStrokes) return;
      gesture.begin();
      write({ pointer, began: strokes, before: strokes, stroke: strokeAt(held, painting, at), brush: held });
    },
    /** Along all of these places. */
    goOn(places: readonly Place[]) {
      const now = latest.current;
      if (!now) return;
      let { before, stroke } = now;
      for (const place of places) {
        const longer = extended(stroke, place, shape);
        if (!longer) before = [...before, stroke];
        stroke = longer ?? strokeAt(now.brush, painting, place);
      }
      write({ ...now, before, stroke });
    },
    /** As if it had not begun. */
    takeBack() {
      const now = latest.current;
      if (now) change(now.began, gesture.current());
      keep(null);
    },
    /** Lifts the brush where it is; undefined leaves the stroke as it is. */
    end(at?: Place) {
      const now = latest.current;
      if (now && at) write({ ...now, stroke: ended(now.stroke, at) });
      keep(null);
    },
  };
}
