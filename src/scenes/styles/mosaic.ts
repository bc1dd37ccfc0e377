import { blankCanvas, type Canvas, pixelOf } from '../canvas.ts';
import { type Colour, rgb } from '../colour.ts';
import { paintFlat } from './flat.ts';
import type { MakeStyle } from './style.ts';

/** Tiles along the height: four pixels of a picture of 128. */
const TILES = 32;
const GROUT: Colour = rgb(70, 64, 74);
/** Four shades of glaze, which repeat with eight pixels. */
const GLAZE = [1.05, 0.95, 0.98, 1.03] as const;

/** Little square tiles, each of one colour. */
export const mosaic: MakeStyle = () => ({
  paint: paintFlat,
  finish: (canvas) => withGrout(canvas, averaged(canvas)),
});

interface Tiles {
  readonly across: number;
  readonly colours: Float32Array;
}

function averaged({ width, height, planes }: Canvas): Tiles {
  const across = Math.ceil((width * TILES) / height);
  const [colours, counts] = [new Float32Array(3 * across * TILES), new Float32Array(across * TILES)];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const tile = tileAt(column, height) + tileAt(row, height) * across;
      counts[tile] = (counts[tile] as number) + 1;
      for (let channel = 0; channel < 3; channel++) {
        const at = 3 * tile + channel;
        colours[at] = (colours[at] as number) + (planes[channel * width * height + row * width + column] as number);
      }
    }
  }
  return { across, colours: colours.map((sum, at) => sum / (counts[Math.floor(at / 3)] as number)) };
}

function tileAt(pixel: number, height: number): number {
  return Math.floor((pixel * TILES) / height);
}

function withGrout(canvas: Canvas, { across, colours }: Tiles): Canvas {
  const { width, height } = canvas;
  const laid = blankCanvas(width, height);
  const pixel = pixelOf(canvas);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [down, right] = [tileAt(row, height), tileAt(column, height)];
      const glaze = GLAZE[(down % 2) * 2 + (right % 2)] as number;
      const joint = jointAt((column + 0.5) * pixel, (row + 0.5) * pixel);
      for (let channel = 0; channel < 3; channel++) {
        const tile = Math.min((colours[3 * (down * across + right) + channel] as number) * glaze, 1);
        const grout = GROUT[channel as 0 | 1 | 2];
        laid.planes[channel * width * height + row * width + column] = tile + (grout - tile) * joint;
      }
    }
  }
  return laid;
}

/** How much of a place is grout: half a tile's edge on each side of a joint. */
function jointAt(x: number, y: number): number {
  const [u, v] = [x * TILES, y * TILES].map((place) => Math.abs(place - Math.round(place))) as [number, number];
  return Math.min(Math.max((0.2 - Math.min(u, v)) * 4, 0), 0.42);
}
