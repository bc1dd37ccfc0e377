import { floats, sizeOf, type Tensor } from './tensor.ts';

/** Tensors with a time axis are [B, C, T, ...]; one frame of them is [B, C, ...]. */
const timeAxis = 2;

/** Frames of a tensor [B, C, T, ...]. */
export function frameCount({ shape }: Tensor): number {
  return shape[timeAxis] ?? 1;
}

/** Frames `from` up to `to` of [B, C, T, ...], as a copy [B, C, to - from, ...]. @throws RangeError for frames that there are not. */
export function framesBetween(value: Tensor, from: number, to: number): Tensor {
  const frames = frameCount(value);
  if (from < 0 || to > frames || from >= to) {
    throw new RangeError(`there are no frames ${from} to ${to} in ${frames}`);
  }
  const { planes, area } = planesOf(value);
  const length = (to - from) * area;
  const data = floats(planes * length);
  for (let plane = 0; plane < planes; plane++) {
    const start = (plane * frames + from) * area;
    data.set(value.data.subarray(start, start + length), plane * length);
  }
  const [batch = 1, channels = 1, , ...rest] = value.shape;
  return { data, shape: [batch, channels, to - from, ...rest] };
}

/** Frame `index` of [B, C, T, ...] as [B, C, ...]. @throws RangeError for a frame that there is not. */
export function frameAt(value: Tensor, index: number): Tensor {
  return withoutTime(framesBetween(value, index, index + 1));
}

/** [B, C, ...] as the only frame of [B, C, 1, ...]; a view on the same memory. */
export function withTime({ data, shape: [batch = 1, channels = 1, ...rest] }: Tensor): Tensor {
  return { data, shape: [batch, channels, 1, ...rest] };
}

/** The only frame of [B, C, 1, ...] as [B, C, ...]; a view on the same memory. */
export function withoutTime({ data, shape: [batch = 1, channels = 1, , ...rest] }: Tensor): Tensor {
  return { data, shape: [batch, channels, ...rest] };
}

/**
 * Puts pieces [B, C, t_i, ...] one after the other in time.
 * @throws RangeError when there is nothing to join, or the pieces differ in anything but their length.
 */
export function joinedInTime(pieces: readonly Tensor[]): Tensor {
  const [first] = pieces;
  if (!first) throw new RangeError('there are no frames to join');
  const frames = pieces.reduce((sum, piece) => sum + frameCount(piece), 0);
  const { planes, area } = planesOf(first);
  const data = floats(planes * frames * area);
  let before = 0;
  for (const piece of pieces) {
    if (withoutTime(piece).shape.join() !== withoutTime(first).shape.join()) {
      throw new RangeError(`cannot join [${piece.shape.join(', ')}] to [${first.shape.join(', ')}] in time`);
    }
    const length = frameCount(piece) * area;
    for (let plane = 0; plane < planes; plane++) {
      data.set(piece.data.subarray(plane * length, (plane + 1) * length), (plane * frames + before) * area);
    }
    before += frameCount(piece);
  }
  const [batch = 1, channels = 1, , ...rest] = first.shape;
  return { data, shape: [batch, channels, frames, ...rest] };
}

function planesOf({ shape: [batch = 1, channels = 1, , ...rest] }: Tensor): { planes: number; area: number } {
  return { planes: batch * channels, area: sizeOf(rest) };
}
