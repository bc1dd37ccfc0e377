import { darker } from '../colour.ts';
import { body, detail } from '../piece.ts';
import { below, polygon, type Shape, union, within } from '../shape.ts';
import type { DrawSubject } from './subject.ts';

const peak = polygon([-0.3, 0.02], [0, -0.47], [0.3, 0.02]);
const foothills = union(
  polygon([-0.4, 0.02], [-0.19, -0.27], [0.04, 0.02]),
  polygon([-0.02, 0.02], [0.21, -0.24], [0.42, 0.02]),
);
const shade = polygon([0, -0.48], [0.4, 0.03], [0.11, 0.03]);
const snowLine = (height: number): Shape => {
  const line = below((x) => height - zigzag(x) * 0.06, -1);
  return { ...line, distance: (x, y) => -line.distance(x, y) };
};

export const mountain: DrawSubject = ({ colour, light, snow }) => [
  body(foothills, darker(colour, 0.18)),
  detail(within(foothills, snowLine(-0.16)), light.snow, snow),
  body(peak, colour),
  detail(within(peak, shade), darker(colour, 0.28)),
  detail(within(peak, snowLine(-0.29)), light.snow),
  detail(within(within(peak, snowLine(-0.29)), shade), darker(light.snow, 0.14)),
];

/** 0..1, up and down in straight lines. */
function zigzag(x: number): number {
  const part = x * 7 - Math.floor(x * 7);
  return Math.abs(2 * part - 1);
}
