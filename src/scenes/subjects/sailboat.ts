import { darker, lighter, rgb } from '../colour.ts';
import { body, detail } from '../piece.ts';
import { box, polygon, type Shape, within } from '../shape.ts';
import type { DrawSubject } from './subject.ts';

const MAST = rgb(112, 76, 58);
const HULL = rgb(138, 86, 62);
const RAIL = rgb(250, 240, 220);

const mainSail: Shape = polygon([0.016, -0.43], [0.2, -0.075], [0.016, -0.075]);
const hull: Shape = polygon([-0.205, -0.056], [0.22, -0.056], [0.155, 0.03], [-0.145, 0.03]);

export const sailboat: DrawSubject = ({ colour, light, snow }) => [
  body(box(-0.014, -0.455, 0.012, -0.04), light.on(MAST)),
  body(mainSail, colour),
  detail(within(mainSail, box(0, -0.155, 0.3, 0)), darker(colour, 0.24)),
  body(polygon([-0.024, -0.37], [-0.024, -0.075], [-0.15, -0.075]), lighter(colour, 0.36)),
  body(polygon([-0.014, -0.495], [0.072, -0.465], [-0.014, -0.435]), colour),
  body(hull, light.on(HULL)),
  detail(within(hull, box(-0.3, -0.1, 0.3, -0.026)), light.on(RAIL)),
  detail(within(hull, box(-0.3, -0.1, 0.3, -0.04)), light.snow, snow),
];
