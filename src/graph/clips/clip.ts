import { frameCount } from '../../tensor/timeAxis.ts';
import type { Direction, Latents, PortType } from '../values.ts';

/** What may have a time axis: points, and the directions between them. */
export type InTime = Latents | Direction;

const clipRank = 5;

/** Whether latents or a direction are those of clips, [B, C, T, h, w]. */
export function isClip({ tensor }: Pick<InTime, 'tensor'>): boolean {
  return tensor.shape.length === clipRank;
}

/** Frames of clips in latent space; 1 of pictures. */
export function clipFrames({ tensor }: Pick<InTime, 'tensor'>): number {
  return isClip({ tensor }) ? frameCount(tensor) : 1;
}

/** Whether nodes are to act on each frame of these by itself. */
export function isApart(value: InTime): boolean {
  return isClip(value) && value.actOn === 'frames';
}

/** Whether what flows between ports of this type may be a clip. */
export function mayBeClip(type: PortType): boolean {
  return type === 'latents' || type === 'direction';
}
