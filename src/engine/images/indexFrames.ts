import { eachOf, type Work } from '../../tensor/work.ts';
import { applyPalette, quantize } from './gifencFunctions.ts';

type Bytes = Uint8Array | Uint8ClampedArray;

/** Colours, each [red, green, blue]. */
export type Palette = number[][];

/** A frame as places in its own palette, or in that of the first frame. */
export interface IndexedFrame {
  readonly index: Uint8Array;
  readonly palette?: Palette;
}

const mostColours = 256;

/**
 * Frames of RGBA bytes as places in palettes: exact where 256 colours suffice for all frames together, or for each by
 * itself; otherwise the nearest of one palette for all, so that nothing flickers.
 */
export function* indexFrames(frames: readonly Bytes[]): Work<IndexedFrame[]> {
  const exact = (yield* withOneExactPalette(frames)) ?? (yield* withExactPalettes(frames));
  return exact ?? (yield* withNearestColours(frames));
}

function* withOneExactPalette(frames: readonly Bytes[]): Work<IndexedFrame[] | undefined> {
  const places = new Map<number, number>();
  const indices: Uint8Array[] = [];
  for (const frame of frames) {
    yield;
    const index = exactIndex(frame, places);
    if (!index) return undefined;
    indices.push(index);
  }
  return sharing(paletteOf(places), indices);
}

function* withExactPalettes(frames: readonly Bytes[]): Work<IndexedFrame[] | undefined> {
  const result: IndexedFrame[] = [];
  for (const frame of frames) {
    yield;
    const places = new Map<number, number>();
    const index = exactIndex(frame, places);
    if (!index) return undefined;
    result.push({ index, palette: paletteOf(places) });
  }
  return result;
}

/** Adds the colours that are new; undefined when they are more than a palette holds. */
function exactIndex(frame: Bytes, places: Map<number, number>): Uint8Array | undefined {
  const index = new Uint8Array(frame.length / 4);
  for (let pixel = 0; pixel < index.length; pixel++) {
    const at = pixel * 4;
    const colour = ((frame[at] as number) << 16) | ((frame[at + 1] as number) << 8) | (frame[at + 2] as number);
    let place = places.get(colour);
    if (place === undefined) {
      if (places.size === mostColours) return undefined;
      place = places.size;
      places.set(colour, place);
    }
    index[pixel] = place;
  }
  return index;
}

function paletteOf(places: ReadonlyMap<number, number>): Palette {
  return [...places.keys()].map((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
}

function* withNearestColours(frames: readonly Bytes[]): Work<IndexedFrame[]> {
  const palette = quantize(thinned(frames), mostColours);
  return sharing(palette, yield* eachOf(frames, (frame) => applyPalette(frame, palette)));
}

/** The first frame brings the palette of all. */
function sharing(palette: Palette, indices: readonly Uint8Array[]): IndexedFrame[] {
  return indices.map((index, frame) => (frame === 0 ? { index, palette } : { index }));
}

/** Pixels that a palette is chosen from; more would only take longer. */
const palettePixels = 262_144;

/** Every n-th pixel of all frames, so that about `palettePixels` remain. */
function thinned(frames: readonly Bytes[]): Uint8Array {
  const pixels = frames.map((frame) => new Uint32Array(frame.buffer, frame.byteOffset, frame.length / 4));
  const total = pixels.reduce((sum, { length }) => sum + length, 0);
  const stride = Math.max(1, Math.ceil(total / palettePixels));
  const kept = new Uint32Array(Math.ceil(total / stride));
  let [passed, count] = [0, 0];
  for (const frame of pixels) {
    for (let i = (stride - (passed % stride)) % stride; i < frame.length; i += stride)
      kept[count++] = frame[i] as number;
    passed += frame.length;
  }
  return new Uint8Array(kept.buffer);
}
