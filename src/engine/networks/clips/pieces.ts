import type { ClipPieces } from '../../models/families/clips/clipFamily.ts';

/**
 * How a clip of latent frames is cut into pieces: one that begins it and others that go on. A single latent frame is one piece, and so is
 * everything where nothing goes on.
 * @param steps latent frames, one more than a multiple of `next`.
 */
export function pieceLengths(steps: number, { first, next }: ClipPieces, goesOn: boolean): number[] {
  if (steps <= first || !goesOn) return [steps];
  return [first, ...Array.from({ length: Math.floor((steps - first) / next) }, () => next)];
}

/** Frames of a piece of latent frames; the first of a clip stands for one. */
export function framesOfPiece(steps: number, framesPerStep: number, begins: boolean): number {
  return begins ? 1 + (steps - 1) * framesPerStep : steps * framesPerStep;
}

/** The way back: latent frames of a piece of frames. */
export function stepsOfPiece(frames: number, framesPerStep: number, begins: boolean): number {
  return begins ? 1 + (frames - 1) / framesPerStep : frames / framesPerStep;
}
