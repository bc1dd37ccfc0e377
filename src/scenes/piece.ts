import type { Fill } from './canvas.ts';
import type { Shape } from './shape.ts';

/** A part of a scene, before a style has painted it. Later pieces lie on earlier ones. */
export interface Piece {
  readonly shape: Shape;
  readonly fill: Fill;
  readonly kind: PieceKind;
  /** 0..1. */
  readonly opacity: number;
  /** How wide its edge is where it has none: a halo, a beam. */
  readonly feather?: number;
}

/**
 * What a piece is to a style: `body` is cut out and outlined, `detail` lies flat on a body, `backdrop` has no edge of its own, `light`
 * shines, `falling` is rain and snow.
 */
export type PieceKind = 'backdrop' | 'body' | 'detail' | 'light' | 'falling';

export function body(shape: Shape, fill: Fill, opacity = 1): Piece {
  return { shape, fill, kind: 'body', opacity };
}

export function detail(shape: Shape, fill: Fill, opacity = 1): Piece {
  return { shape, fill, kind: 'detail', opacity };
}

export function light(shape: Shape, fill: Fill, opacity: number, feather?: number): Piece {
  return { shape, fill, kind: 'light', opacity, ...(feather === undefined ? {} : { feather }) };
}
