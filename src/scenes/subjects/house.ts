import { type Colour, darker, luminance, rgb } from '../colour.ts';
import { body, detail } from '../piece.ts';
import { box, polygon } from '../shape.ts';
import type { DrawSubject } from './subject.ts';

const WOOD = rgb(96, 60, 52);
const FRAME = rgb(250, 244, 232);
const STONE = rgb(152, 112, 100);
const [BROWN, SLATE] = [rgb(124, 64, 58), rgb(84, 70, 92)];

export const house: DrawSubject = ({ colour, light, snow }) => [
  body(box(0.055, -0.405, 0.115, -0.24), light.on(STONE)),
  body(box(-0.16, -0.205, 0.16, 0.012), colour),
  detail(box(0.065, -0.205, 0.16, 0.012), darker(colour, 0.24)),
  body(polygon([-0.215, -0.19], [-0.105, -0.36], [0.105, -0.36], [0.215, -0.19]), light.on(roofFor(colour))),
  detail(polygon([-0.172, -0.255], [-0.105, -0.362], [0.105, -0.362], [0.172, -0.255]), light.snow, snow),
  detail(box(-0.034, -0.112, 0.034, 0.012), light.on(WOOD)),
  ...[-0.1, 0.1].flatMap((x) => [
    detail(box(x - 0.042, -0.156, x + 0.042, -0.066), light.on(FRAME)),
    detail(box(x - 0.028, -0.142, x + 0.028, -0.08), light.window),
  ]),
];

/** A roof that stands out from the walls. */
function roofFor(walls: Colour): Colour {
  const [red, , blue] = walls;
  return luminance(walls) < 0.5 && red > blue ? SLATE : BROWN;
}
