import { type Colour, darker, mix, rgb } from '../colour.ts';
import { body, detail, light, type Piece } from '../piece.ts';
import { below, box, circle, ellipse, repeated, type Shape, union, within } from '../shape.ts';
import { HORIZON, type Stage } from '../stage.ts';
import { wave } from '../wave.ts';

/** Two ridges in the distance, the farther one paler. */
export function drawRidges({ light: colours, chance, factors, weatherAmount }: Stage): readonly Piece[] {
  const snow = factors.weather === 'snow' ? weatherAmount : 0;
  const far = mix(colours.far, colours.snow, 0.5 * snow);
  const phase = chance.hills;
  const farther = (x: number) => 0.572 + 0.03 * wave(x * 1.1 + phase) + 0.018 * wave(x * 2.4 + 2 * phase);
  const nearer = (x: number) => 0.612 + 0.024 * wave(x * 1.4 + 2 * phase + 0.2) + 0.01 * wave(x * 3.3 + phase);
  return [
    body(below(farther, 0.5), mix(far, colours.sky[2], 0.52)),
    body(below(nearer, 0.55), mix(far, colours.sky[2], 0.24)),
  ];
}

/** How snow covers what grows. */
function covered(surface: Colour, { light: colours, factors, weatherAmount }: Stage): Colour {
  return factors.weather === 'snow' ? mix(surface, colours.snow, 0.78 * weatherAmount) : surface;
}

const FLOWER = rgb(255, 242, 204);

export function drawHill(stage: Stage): readonly Piece[] {
  const { light: colours, x: middle, chance, factors, weatherAmount } = stage;
  const grass = covered(colours.grass, stage);
  const dome = (x: number) => 0.86 - 0.125 * bell((x - middle) / 0.27);
  const behind = (x: number) => 0.72 + 0.03 * wave(x * 0.8 + chance.hills);
  const front = (x: number) => dome(x) + 0.06 + 0.02 * wave(x * 0.95 + 0.15);
  const bushes = [-0.31, -0.225, 0.245, 0.335].map((at) => bush(middle + at, dome(middle + at)));
  const blossoms = factors.weather === 'snow' ? 1 - weatherAmount : 1;
  return [
    body(below(behind, 0.68), darker(grass, 0.16)),
    body(union(...bushes), darker(grass, factors.weather === 'snow' ? 0.1 : 0.26)),
    body(below(dome, 0.7), grass),
    detail(below(front, 0.76), darker(grass, 0.09)),
    detail(
      within(
        flowers,
        below(() => 0.89, 0),
      ),
      colours.on(FLOWER),
      0.9 * blossoms,
    ),
    shadowUnder(stage),
  ];
}

function bush(x: number, y: number): Shape {
  return union(circle(x, y, 0.032), circle(x + 0.03, y + 0.008, 0.024));
}

/** Each eighth of the height, so that it repeats with the 16 pixels of a picture of 128. */
const flowers: Shape = repeated(union(circle(0.03, 0.04, 0.0105), circle(0.0925, 0.085, 0.0105)), 0.125, 0.125);

/** A bell of height 1 and width about 1, by division alone. */
function bell(x: number): number {
  const square = x * x;
  return 1 / (1 + square + 0.5 * square * square);
}

const FENCE = rgb(248, 238, 222);
const SNOWY_FENCE = rgb(150, 118, 98);

export function drawPlain(stage: Stage): readonly Piece[] {
  const { light: colours, width, chance, factors, weatherAmount } = stage;
  const field = covered(colours.field, stage);
  const snow = factors.weather === 'snow' ? weatherAmount : 0;
  const wood = colours.on(mix(FENCE, SNOWY_FENCE, snow));
  const hedge = (x: number) => HORIZON - 0.004 - 0.012 * Math.abs(wave(x * 3.2 + chance.hills));
  return [
    body(
      below(() => HORIZON, HORIZON),
      field,
    ),
    detail(furrows(width / 2), darker(field, 0.17), 0.85),
    detail(
      within(below(hedge, 0.6), box(-1, 0, width + 1, HORIZON + 0.014)),
      darker(covered(colours.grass, stage), 0.24),
    ),
    shadowUnder(stage),
    detail(fence(width), wood),
  ];
}

/** Rows of a field that meet at the horizon. */
function furrows(vanishing: number): Shape {
  return {
    bounds: { left: -1e9, right: 1e9, top: HORIZON, bottom: 1e9 },
    distance(x, y) {
      const depth = Math.max(y - HORIZON, 0) / (1 - HORIZON);
      const row = wave((x - vanishing) / (depth + 0.15));
      return (0.35 - row) * (depth + 0.05) * 0.09;
    },
  };
}

/** A post each eighth of the height. */
function fence(width: number): Shape {
  const posts = repeated(box(0.0525, 0, 0.0725, 1), 0.125, 1e6);
  return union(
    box(-1, 0.876, width + 1, 0.892),
    box(-1, 0.916, width + 1, 0.932),
    within(posts, box(-1, 0.852, width + 1, 0.956)),
  );
}

const SHADE = rgb(40, 42, 72);

function shadowUnder({ x, base, scale, light: colours }: Stage): Piece {
  return light(ellipse(x + 0.03 * scale, base + 0.01, 0.24 * scale, 0.03 * scale), colours.on(SHADE), 0.34, 0.03);
}

const SAND = rgb(240, 226, 190);

/** A boat on land has a pond to itself. */
export function drawPond({ x, base, scale, light: colours }: Stage): readonly Piece[] {
  return [
    body(ellipse(x, base + 0.03, 0.28 * scale, 0.054 * scale), colours.on(SAND)),
    detail(ellipse(x, base + 0.03, 0.255 * scale, 0.04 * scale), mix(colours.water, colours.sky[2], 0.3)),
  ];
}
