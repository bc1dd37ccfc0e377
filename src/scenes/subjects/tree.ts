import { darker, lighter, rgb } from '../colour.ts';
import { body, detail } from '../piece.ts';
import { circle, polygon, union, within, without } from '../shape.ts';
import type { DrawSubject } from './subject.ts';

const BARK = rgb(112, 76, 58);

const crown = union(
  circle(-0.1, -0.2, 0.088),
  circle(0.1, -0.2, 0.088),
  circle(-0.062, -0.3, 0.092),
  circle(0.068, -0.3, 0.092),
  circle(0, -0.225, 0.115),
  circle(0, -0.365, 0.08),
);

export const tree: DrawSubject = ({ colour, light, snow }) => [
  body(polygon([-0.04, 0.012], [-0.024, -0.2], [0.024, -0.2], [0.04, 0.012]), light.on(BARK)),
  body(crown, colour),
  detail(without(crown, circle(-0.045, -0.3, 0.2)), darker(colour, 0.26)),
  detail(within(crown, circle(-0.06, -0.33, 0.05)), lighter(colour, 0.24)),
  detail(within(crown, circle(-0.11, -0.205, 0.036)), lighter(colour, 0.24)),
  detail(without(crown, circle(0, -0.12, 0.262)), light.snow, snow),
];
