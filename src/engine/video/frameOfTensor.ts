import type { Tensor } from '../../tensor/tensor.ts';
import type { FrameColour, RawFrame } from './codecs.ts';

/** What every player takes: high definition's colours in television's range. */
export const savedColour: FrameColour = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false };

const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

/**
 * A picture [1, 3, H, W] in 0..1 -> a frame of the format I420 in BT.709 (ITU-T H.273): the colour of each square of four
 * pixels is their mean. An odd last column or row makes squares of its own.
 */
export function frameOfTensor({ data, shape }: Tensor): RawFrame {
  const [, , height = 0, width = 0] = shape;
  const [columns, rows] = [(width + 1) >> 1, (height + 1) >> 1];
  const area = width * height;
  const coarse = columns * rows;
  // Colours that are brighter than the brightest stop there rather than begin again at black.
  const bytes = new Uint8ClampedArray(area + 2 * coarse);
  const light = new Float32Array(area);
  for (let pixel = 0; pixel < area; pixel++) {
    const luma =
      RED * (data[pixel] as number) +
      GREEN * (data[area + pixel] as number) +
      BLUE * (data[2 * area + pixel] as number);
    light[pixel] = luma;
    bytes[pixel] = Math.round(16 + 219 * luma);
  }
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const cb = meanDifference(data, 2 * area, light, { row, column, width, height }) / (2 * (1 - BLUE));
      const cr = meanDifference(data, 0, light, { row, column, width, height }) / (2 * (1 - RED));
      bytes[area + cell] = Math.round(128 + 224 * cb);
      bytes[area + coarse + cell] = Math.round(128 + 224 * cr);
    }
  }
  return {
    format: 'I420',
    width,
    height,
    colour: savedColour,
    data: new Uint8Array(bytes.buffer),
    planes: [
      { offset: 0, stride: width },
      { offset: area, stride: columns },
      { offset: area + coarse, stride: columns },
    ],
  };
}

interface Square {
  readonly row: number;
  readonly column: number;
  readonly width: number;
  readonly height: number;
}

/** Of a colour channel and the brightness, over the pixels of a square. */
function meanDifference(
  data: Float32Array,
  channel: number,
  light: Float32Array,
  { row, column, width, height }: Square,
): number {
  let sum = 0;
  let pixels = 0;
  for (let y = 2 * row; y < Math.min(height, 2 * row + 2); y++) {
    for (let x = 2 * column; x < Math.min(width, 2 * column + 2); x++, pixels++) {
      const pixel = y * width + x;
      sum += (data[channel + pixel] as number) - (light[pixel] as number);
    }
  }
  return sum / pixels;
}
