import type { Brush } from './brush.ts';

/** Milliseconds for a part: a frame has more to paint. A graphics card takes none, a processor many. */
const LONG = 16;
const SHORT = 5;

/** Things that are painted from back to front. */
export interface Layered<Thing> {
  /** Those in view. */
  readonly things: readonly Thing[];
  /** What they were chosen from: while this and the view stay they look the same. */
  readonly source: object;
  /** What else they look the same for. */
  readonly look: string;
  readonly paint: (brush: Brush, things: readonly Thing[]) => void;
}

/** Where many things are in view they come a part in each frame, and stay while nothing moves. */
export interface PartLayer<Thing> {
  paint(brush: Brush, layered: Layered<Thing>): void;
  /** Whether more come in the next frame. */
  isUnfinished(): boolean;
}

/** @param few so many are painted in any frame */
export function createPartLayer<Thing>(few: number, now: () => number = () => performance.now()): PartLayer<Thing> {
  let canvas: HTMLCanvasElement | undefined;
  let shown: { readonly key: string; readonly source: object } | undefined;
  let painted = 0;
  let atOnce = few;
  let unfinished = false;

  const begin = (key: string, source: object, { width, height }: HTMLCanvasElement): HTMLCanvasElement => {
    if (canvas && shown?.key === key && shown.source === source) return canvas;
    const empty = canvas ?? document.createElement('canvas');
    // Setting a size empties it.
    [empty.width, empty.height] = [width, height];
    [canvas, shown, painted] = [empty, { key, source }, 0];
    return empty;
  };
  const learn = (milliseconds: number): void => {
    if (milliseconds > LONG) atOnce = Math.max(Math.ceil(few / 20), atOnce >> 1);
    else if (milliseconds < SHORT) atOnce = Math.min(few * 4, atOnce * 2);
  };
  const paintPart = (brush: Brush, layer: HTMLCanvasElement, { things, paint }: Layered<Thing>): void => {
    const { context } = brush;
    const layerContext = layer.getContext('2d');
    if (!layerContext) return;
    const transform = context.getTransform();
    const begun = now();
    layerContext.setTransform(transform);
    if (painted < things.length) paint({ ...brush, context: layerContext }, things.slice(painted, painted + atOnce));
    context.setTransform(1, 0, 0, 1, 0, 0);
    // What was painted on the layer is computed here.
    context.drawImage(layer, 0, 0);
    context.setTransform(transform);
    if (painted >= things.length) return;
    painted += atOnce;
    learn(now() - begun);
  };

  return {
    isUnfinished: () => unfinished,
    paint(brush, layered) {
      unfinished = false;
      const { things, source, look, paint } = layered;
      if (things.length <= few) {
        [canvas, shown] = [undefined, undefined];
        paint(brush, things);
        return;
      }
      const { a, e, f } = brush.context.getTransform();
      const { width, height } = brush.context.canvas;
      paintPart(
        brush,
        begin(`${[a, e, f, width, height, brush.theme.name, look]}`, source, brush.context.canvas),
        layered,
      );
      unfinished = painted < things.length;
    },
  };
}
