import type { Theme } from '../../theme/tokens.ts';
import { sizes } from '../../theme/tokens.ts';
import type { Viewport } from '../view/viewport.ts';

/** Opacity of the dots: full from life size, gone below a quarter. */
function gridAlpha(zoom: number): number {
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

interface Layer {
  readonly key: string;
  readonly canvas: HTMLCanvasElement;
}

function fill(canvas: HTMLCanvasElement, theme: Theme, zoom: number, density: number): void {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  context.fillStyle = theme.canvas;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const step = sizes.grid * zoom * density;
  const size = Math.max(4, Math.round(step));
  const dot = Math.max(0.8, 1.05 * density * Math.sqrt(zoom));
  const pattern = context.createPattern(tile(size, dot, theme.grid), 'repeat');
  if (!pattern) return;
  pattern.setTransform(new DOMMatrix([step / size, 0, 0, step / size, 0, 0]));
  context.globalAlpha = gridAlpha(zoom);
  context.fillStyle = pattern;
  context.fillRect(0, 0, canvas.width, canvas.height);
}

let layer: Layer | undefined;

/** The dots of one zoom, a little larger than the canvas, so that panning only shifts them. */
function layerFor(theme: Theme, zoom: number, density: number, width: number, height: number): HTMLCanvasElement {
  const key = `${theme.name},${zoom},${density},${width},${height}`;
  if (layer?.key === key) return layer.canvas;
  const canvas = layer?.canvas ?? document.createElement('canvas');
  const more = Math.ceil(sizes.grid * zoom * density) + 1;
  canvas.width = width + more;
  canvas.height = height + more;
  fill(canvas, theme, zoom, density);
  layer = { key, canvas };
  return canvas;
}

/** The remainder that a shift by whole steps leaves, as a shift to the left. */
function remainder(shift: number, step: number): number {
  return -Math.round(((shift % step) + step) % step);
}

/** Fills the canvas with its surface and dots that move with the graph. In device pixels. */
export function paintGrid(
  context: CanvasRenderingContext2D,
  theme: Theme,
  view: Viewport,
  density: number,
  width: number,
  height: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  if (gridAlpha(view.zoom) === 0) {
    context.fillStyle = theme.canvas;
    context.fillRect(0, 0, width, height);
    return;
  }
  const scale = view.zoom * density;
  const step = sizes.grid * scale;
  const canvas = layerFor(theme, view.zoom, density, width, height);
  context.drawImage(canvas, remainder(view.x * scale, step), remainder(view.y * scale, step));
}
