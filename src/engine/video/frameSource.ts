import type { CancelSignal } from '../../diffusion/model.ts';
import type { PictureSize } from '../../graph/context.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { RawFrame } from './codecs.ts';

/** A film whose frames come out one after the other, from any on. */
export interface FrameSource {
  /** How messages call the film. */
  readonly path: string;
  /** Microseconds at which each frame is shown, in order. */
  readonly times: Float64Array;
  /** Microseconds at which the last frame has been shown. */
  readonly end: number;
  /** Bytes that a decoded frame takes, about. */
  readonly frameBytes: number;
  /** The frame at which decoding has to begin so that a frame can be reached. */
  entryOf(index: number): number;
  /**
   * The frames from one on, each decoded when it is asked for.
   * @param signal that of whoever reads at the moment
   * @throws ArcspaceError naming the time at which the film is damaged.
   */
  frames(from: number, signal: () => CancelSignal | undefined): AsyncGenerator<RawFrame, void, void>;
  close(): void;
}

/** A film of any kind that is open. */
export interface OpenedFilm extends PictureSize {
  readonly source: FrameSource;
  /** What is wrong with a film that opens all the same. */
  readonly remarks: readonly string[];
  /** A frame of it, [1, 3, H, W] in 0..1: upright, its pixels square. */
  picture(frame: RawFrame): Tensor;
}
