import type { NodeView } from '../view/nodeView.ts';
import type { Brush } from './brush.ts';

interface Sprite {
  readonly key: string;
  readonly canvas: HTMLCanvasElement;
}

/** Around a node, for its ports, its ring and its shadow. Graph units. */
const margin = 10;
/** Pixels that all sprites together may hold: about 100 MB. */
const budget = 24_000_000;
/** Sprites made in one frame; making one costs as much as painting the node twice. */
const mostMade = 12;

/** Pictures of nodes as they were last painted, so that panning copies pixels instead of painting text again. */
export interface Sprites {
  /** Starts a frame. Sprites are of use only while the zoom rests. */
  begin(brush: Brush): void;
  /** Paints the node from its picture; `look` says everything that changes how it looks. */
  paint(brush: Brush, view: NodeView, look: string, paint: (brush: Brush) => void): void;
}

function render(brush: Brush, view: NodeView, paint: (brush: Brush) => void): HTMLCanvasElement {
  const scale = brush.zoom * brush.density;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((view.rect.width + 2 * margin) * scale);
  canvas.height = Math.ceil((view.rect.height + 2 * margin) * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas for a sprite');
  context.setTransform(scale, 0, 0, scale, (margin - view.rect.x) * scale, (margin - view.rect.y) * scale);
  paint({ ...brush, context });
  return canvas;
}

/** Lays the picture on whole pixels, so that its text stays sharp. */
function lay({ context }: Brush, view: NodeView, canvas: HTMLCanvasElement): void {
  const transform = context.getTransform();
  const x = Math.round(transform.e + (view.rect.x - margin) * transform.a);
  const y = Math.round(transform.f + (view.rect.y - margin) * transform.d);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(canvas, x, y);
  context.setTransform(transform);
}

export function createSprites(): Sprites {
  /** Least recently used first. */
  const sprites = new Map<NodeView, Sprite>();
  const seen = new WeakMap<NodeView, string>();
  let pixels = 0;
  let resting = false;
  let last = '';
  let made = 0;

  function drop(view: NodeView): void {
    const sprite = sprites.get(view);
    if (!sprite) return;
    pixels -= sprite.canvas.width * sprite.canvas.height;
    sprites.delete(view);
  }

  function keep(view: NodeView, sprite: Sprite): void {
    drop(view);
    sprites.set(view, sprite);
    pixels += sprite.canvas.width * sprite.canvas.height;
    for (const [oldest] of sprites) {
      if (pixels <= budget || oldest === view) break;
      drop(oldest);
    }
  }

  return {
    begin(brush) {
      const now = `${brush.zoom},${brush.density},${brush.theme.name}`;
      resting = now === last;
      last = now;
      made = 0;
    },
    paint(brush, view, look, paint) {
      const key = `${last},${look}`;
      const known = sprites.get(view);
      if (known?.key === key) {
        keep(view, known);
        lay(brush, view, known.canvas);
        return;
      }
      // What was new in this frame may be new in the next one too: a node at work, a slider under a hand.
      const settled = seen.get(view) === key;
      seen.set(view, key);
      if (!resting || !settled || made >= mostMade) {
        paint(brush);
        return;
      }
      made += 1;
      const canvas = render(brush, view, paint);
      keep(view, { key, canvas });
      lay(brush, view, canvas);
    },
  };
}
