import type { Colour } from '../colour.ts';
import type { Light } from '../light.ts';
import type { Piece } from '../piece.ts';

/** A subject stands on [0, 0] and is about half as high as a scene. */
export type DrawSubject = (look: Look) => readonly Piece[];

export interface Look {
  /** Its own, as it looks in this light. */
  readonly colour: Colour;
  readonly light: Light;
  /** How much snow lies on it, 0..1. */
  readonly snow: number;
}
