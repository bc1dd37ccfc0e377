import { type Colour, darker, luminance, mix, rgb } from '../colour.ts';
import { body, detail, light as lightPiece } from '../piece.ts';
import { box, ellipse, polygon, within } from '../shape.ts';
import type { DrawSubject } from './subject.ts';

const ROCK = rgb(116, 112, 116);
const IRON = rgb(72, 68, 80);
const LAMP = rgb(255, 226, 126);
const [CHALK, STEEL] = [rgb(250, 244, 234), rgb(128, 146, 170)];

const tower = polygon([-0.09, 0.01], [-0.056, -0.37], [0.056, -0.37], [0.09, 0.01]);
const bands: readonly (readonly [number, number])[] = [
  [-0.37, -0.29],
  [-0.205, -0.115],
  [-0.035, 0.012],
];

export const lighthouse: DrawSubject = ({ colour, light, snow }) => [
  body(ellipse(0, 0.01, 0.155, 0.052), light.on(ROCK)),
  detail(ellipse(0, -0.006, 0.14, 0.034), light.snow, snow),
  body(tower, light.on(contrasting(colour))),
  ...bands.map(([top, bottom]) => detail(within(tower, box(-0.2, top, 0.2, bottom)), colour)),
  detail(within(tower, box(0.018, -0.4, 0.2, 0.02)), darker(colour, 0.7), 0.2),
  detail(box(-0.022, -0.262, 0.022, -0.216), light.window),
  body(box(-0.045, -0.452, 0.045, -0.39), mix(light.window, LAMP, light.lamps)),
  body(box(-0.08, -0.394, 0.08, -0.364), light.on(IRON)),
  body(polygon([-0.066, -0.445], [0, -0.518], [0.066, -0.445]), colour),
  detail(polygon([-0.044, -0.468], [0, -0.518], [0.044, -0.468]), light.snow, snow),
  lightPiece(ellipse(0, -0.42, 0.1, 0.1), LAMP, 0.5 * light.lamps, 0.16),
];

/** Between bands of a light colour the tower is not white. */
function contrasting(colour: Colour): Colour {
  return luminance(colour) > 0.72 ? STEEL : CHALK;
}
