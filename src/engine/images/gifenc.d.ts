declare module 'gifenc' {
  type Palette = number[][];

  interface FrameOptions {
    palette?: Palette;
    /** Milliseconds. */
    delay?: number;
    /** -1 once, 0 for ever. */
    repeat?: number;
  }

  interface GifStream {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array;
  }

  export function GIFEncoder(): GifStream;
  export function quantize(rgba: Uint8Array | Uint8ClampedArray, maxColors: number): Palette;
  export function applyPalette(rgba: Uint8Array | Uint8ClampedArray, palette: Palette): Uint8Array;

  const functions: {
    GIFEncoder: typeof GIFEncoder;
    quantize: typeof quantize;
    applyPalette: typeof applyPalette;
  };
  export default functions;
}
