import { type Colour, rgb } from '../colour.ts';
import type { Subject, SubjectColour } from '../factors.ts';
import type { Piece } from '../piece.ts';
import { mirrored, placed } from '../shape.ts';
import type { Stage } from '../stage.ts';
import { house } from './house.ts';
import { lighthouse } from './lighthouse.ts';
import { mountain } from './mountain.ts';
import { sailboat } from './sailboat.ts';
import type { DrawSubject } from './subject.ts';
import { tree } from './tree.ts';

const drawings: Record<Subject, DrawSubject> = { house, tree, sailboat, lighthouse, mountain };

const COLOURS: Record<SubjectColour, Colour> = {
  red: rgb(214, 62, 50),
  yellow: rgb(246, 192, 56),
  green: rgb(70, 152, 82),
  blue: rgb(50, 106, 198),
  purple: rgb(142, 80, 168),
  white: rgb(246, 240, 230),
};

/** The subject of a scene, in its place. */
export function drawSubject({ factors, light, x, base, scale, weatherAmount }: Stage): readonly Piece[] {
  const snow = factors.weather === 'snow' ? weatherAmount : 0;
  const look = { colour: light.on(COLOURS[factors.colour]), light, snow };
  return drawings[factors.subject](look).map((piece) => ({ ...piece, shape: placed(piece.shape, x, base, scale) }));
}

/** What water shows of a subject: its bodies, faint. */
export function reflectionOf(pieces: readonly Piece[], line: number): readonly Piece[] {
  return pieces
    .filter(({ kind }) => kind === 'body')
    .map((piece) => ({ ...piece, kind: 'detail', shape: mirrored(piece.shape, line), opacity: 0.3 * piece.opacity }));
}
