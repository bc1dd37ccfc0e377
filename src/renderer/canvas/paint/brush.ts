import type { Theme } from '../../theme/tokens.ts';

/** What every painter needs. The context is in graph units. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly zoom: number;
  /** Device pixels per CSS pixel. */
  readonly density: number;
  /** Milliseconds, of the frame being painted. */
  readonly now: number;
}

/** One device pixel in graph units: the width of a hairline at any zoom. */
export function hairline(brush: Brush): number {
  return 1 / (brush.zoom * Math.min(brush.density, 2));
}

/** Runs a painter and takes back what it did to the context's state, even when it throws. */
export function saved(context: CanvasRenderingContext2D, paint: () => void): void {
  context.save();
  try {
    paint();
  } finally {
    context.restore();
  }
}
