import { type Tensor, zeros } from '../../tensor/tensor.ts';
import type { FrameColour, RawFrame } from './codecs.ts';

/** Weights of red and blue in the brightness (ITU-T H.273, table 4). */
const weights: Readonly<Record<string, readonly [red: number, blue: number]>> = {
  bt709: [0.2126, 0.0722],
  bt470bg: [0.299, 0.114],
  smpte170m: [0.299, 0.114],
  'bt2020-ncl': [0.2627, 0.0593],
};

/** Films that do not say how they were made are of television's older standard below this height, as browsers take them. */
const highDefinition = 720;

/** How far a colour plane is coarser than the brightness: as a power of two, across and down. */
const coarseness: Readonly<Record<string, readonly [across: number, down: number]>> = {
  '420': [1, 1],
  '422': [1, 0],
  '444': [0, 0],
};

/** Whether frames of this format can be shown. */
export function isKnownFormat(format: string): boolean {
  return layoutOf(format) !== undefined;
}

/**
 * A decoded frame -> [1, 3, H, W] in 0..1. Brightness and colour become RGB by the matrix and the range that the film says
 * (ITU-T H.273, equations 8.3.4); a coarse colour counts for all the pixels that it covers, as in libyuv.
 * @throws RangeError for formats of which `isKnownFormat` says no.
 */
export function tensorOfFrame(frame: RawFrame): Tensor {
  const layout = layoutOf(frame.format);
  if (!layout) throw new RangeError(`frames of format ${frame.format} are not known`);
  const picture = zeros([1, 3, frame.height, frame.width]);
  if (layout.kind === 'rgb') spreadColours(frame, layout, picture.data);
  else if (frame.colour.matrix === 'rgb') spreadPlanes(frame, layout, picture.data);
  else convert(frame, layout, picture.data);
  return picture;
}

interface PlaneLayout {
  readonly kind: 'planes';
  readonly across: number;
  readonly down: number;
  readonly bits: number;
  /** Both colours in one plane, in turns. */
  readonly woven: boolean;
}

interface ColourLayout {
  readonly kind: 'rgb';
  /** Where in a pixel's four bytes red and blue are. */
  readonly red: number;
  readonly blue: number;
}

function layoutOf(format: string): PlaneLayout | ColourLayout | undefined {
  if (/^RGB[AX]$/.test(format)) return { kind: 'rgb', red: 0, blue: 2 };
  if (/^BGR[AX]$/.test(format)) return { kind: 'rgb', red: 2, blue: 0 };
  if (format === 'NV12') return { kind: 'planes', across: 1, down: 1, bits: 8, woven: true };
  const [, colours = '', bits = '8'] = /^I(420|422|444)A?(?:P(10|12))?$/.exec(format) ?? [];
  const coarse = coarseness[colours];
  return coarse && { kind: 'planes', across: coarse[0], down: coarse[1], bits: Number(bits), woven: false };
}

/** Numbers of a plane, in the bytes or pairs of bytes that it has. */
interface PlaneNumbers {
  readonly numbers: Uint8Array | Uint16Array;
  /** Numbers from the beginning of a row to that of the next. */
  readonly stride: number;
}

function planeOf({ data, planes }: RawFrame, index: number, { bits }: PlaneLayout): PlaneNumbers {
  const { offset, stride } = planes[index] ?? { offset: 0, stride: 0 };
  if (bits === 8) return { numbers: data.subarray(offset), stride };
  const start = data.byteOffset + offset;
  const length = Math.floor((data.byteLength - offset) / 2);
  const aligned = start % 2 === 0 ? data.buffer : data.slice(offset).buffer;
  return { numbers: new Uint16Array(aligned, start % 2 === 0 ? start : 0, length), stride: stride / 2 };
}

function convert(frame: RawFrame, layout: PlaneLayout, rgb: Float32Array): void {
  const { width, height } = frame;
  const { across, down, woven } = layout;
  const area = width * height;
  const light = planeOf(frame, 0, layout);
  const blueness = planeOf(frame, 1, layout);
  const redness = woven ? { ...blueness, numbers: blueness.numbers.subarray(1) } : planeOf(frame, 2, layout);
  const step = woven ? 2 : 1;
  const { black, lightScale, grey, colourScale } = rangeOf(layout.bits, frame.colour.fullRange ?? false);
  const [red, blue] = weights[frame.colour.matrix ?? ''] ?? unsaidWeights(height);
  const green = 1 - red - blue;
  const [toRed, toBlue] = [2 * (1 - red), 2 * (1 - blue)];
  const [redInGreen, blueInGreen] = [(-toRed * red) / green, (-toBlue * blue) / green];
  for (let y = 0, pixel = 0; y < height; y++) {
    const colourRow = (y >> down) * blueness.stride;
    for (let x = 0; x < width; x++, pixel++) {
      const at = colourRow + (x >> across) * step;
      const luma = ((light.numbers[y * light.stride + x] as number) - black) * lightScale;
      const cb = ((blueness.numbers[at] as number) - grey) * colourScale;
      const cr = ((redness.numbers[at] as number) - grey) * colourScale;
      rgb[pixel] = inUnit(luma + toRed * cr);
      rgb[area + pixel] = inUnit(luma + redInGreen * cr + blueInGreen * cb);
      rgb[2 * area + pixel] = inUnit(luma + toBlue * cb);
    }
  }
}

function unsaidWeights(height: number): readonly [number, number] {
  return height >= highDefinition ? [0.2126, 0.0722] : [0.299, 0.114];
}

/** What the numbers of brightness and colour mean: all that the bits hold, or the narrower range of television. */
function rangeOf(bits: number, full: boolean) {
  const unit = 2 ** (bits - 8);
  const grey = 128 * unit;
  if (full) {
    const most = 2 ** bits - 1;
    return { black: 0, lightScale: 1 / most, grey, colourScale: 1 / most };
  }
  return { black: 16 * unit, lightScale: 1 / (219 * unit), grey, colourScale: 1 / (224 * unit) };
}

/** Planes that hold green, blue and red as they are. */
function spreadPlanes(frame: RawFrame, layout: PlaneLayout, rgb: Float32Array): void {
  const { width, height } = frame;
  const { black, lightScale } = rangeOf(layout.bits, frame.colour.fullRange ?? true);
  [1, 2, 0].forEach((channel, plane) => {
    const { numbers, stride } = planeOf(frame, plane, layout);
    for (let y = 0, pixel = channel * width * height; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        rgb[pixel] = inUnit(((numbers[y * stride + x] as number) - black) * lightScale);
      }
    }
  });
}

function spreadColours(
  { data, planes, width, height }: RawFrame,
  { red, blue }: ColourLayout,
  rgb: Float32Array,
): void {
  const { offset, stride } = planes[0] ?? { offset: 0, stride: width * 4 };
  const area = width * height;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const at = offset + y * stride + x * 4;
      rgb[pixel] = (data[at + red] as number) / 255;
      rgb[area + pixel] = (data[at + 1] as number) / 255;
      rgb[2 * area + pixel] = (data[at + blue] as number) / 255;
    }
  }
}

function inUnit(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

/** Light that is not that of screens: such films have to be brought to it first, and what does not say is of it. */
export function isForScreens({ transfer }: FrameColour): boolean {
  return transfer !== 'pq' && transfer !== 'hlg' && transfer !== 'linear';
}
