import type { Theme } from '../../theme/tokens.ts';
import { sizes } from '../../theme/tokens.ts';
import type { Viewport } from '../view/viewport.ts';

/** Opacity of the dots: full from life size, gone below a quarter. */
export function gridAlpha(zoom: number): number {
  return Math.min(1, Math.max(0, (zoom - 0.3) / 0.5));
}

const tiles = new Map<string, HTMLCanvasElement>();

function tile(size: number, dot: number, colour: string): HTMLCanvasElement {
  const key = `${size},${dot},${colour}`;
  const known = tiles.get(key);
  if (known) return known;
  if (tiles.size > 32) tiles.clear();
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(size / 2, size / 2, dot, 0, 2 * Math.PI);
    context.fill();
  }
  tiles.set(key, canvas);
  return canvas;
}

/** Fills the canvas with its surface and a pattern of dots that moves with the graph. In device pixels. */
export function paintGrid(
  context: CanvasRenderingContext2D,
  theme: Theme,
  view: Viewport,
  density: number,
  width: number,
  height: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = theme.canvas;
  context.fillRect(0, 0, width, height);
  const alpha = gridAlpha(view.zoom);
  if (alpha === 0) return;
  const step = sizes.grid * view.zoom * density;
  const size = Math.max(4, Math.round(step));
  const pattern = context.createPattern(
    tile(size, Math.max(0.8, 1.05 * density * Math.sqrt(view.zoom)), theme.grid),
    'repeat',
  );
  if (!pattern) return;
  const scale = step / size;
  pattern.setTransform(
    new DOMMatrix([scale, 0, 0, scale, -view.x * view.zoom * density, -view.y * view.zoom * density]),
  );
  context.globalAlpha = alpha;
  context.fillStyle = pattern;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = 1;
}
