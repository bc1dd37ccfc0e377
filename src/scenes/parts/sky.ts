import { along, type Colour, rgb } from '../colour.ts';
import { body, detail, light, type Piece } from '../piece.ts';
import { box, circle, everything, repeated, type Shape, union, within, without } from '../shape.ts';
import { HORIZON, type Stage } from '../stage.ts';

/** Sky, stars, sun or moon. */
export function drawSky(stage: Stage): readonly Piece[] {
  const { light: colours, factors, weatherAmount } = stage;
  const open = factors.weather === 'clear' ? 1 : 1 - weatherAmount;
  const gradient = (y: number): Colour => along(colours.sky, (2 * y) / HORIZON);
  return [
    { shape: everything, fill: gradient, kind: 'backdrop', opacity: 1 },
    ...drawStars(stage, open),
    ...drawSun(stage, open),
    ...drawMoon(stage, open),
  ];
}

/** On the side where the subject is not. */
function discX({ x, width }: Stage): number {
  return x < width / 2 ? x + (width - x) * 0.62 : x * 0.38;
}

/** It sinks as the day ends, and is gone at night. */
function drawSun(stage: Stage, open: number): readonly Piece[] {
  const { light: colours, chance, factors } = stage;
  const sunken = Math.min(factors.time, 1.6);
  const [x, y] = [discX(stage), 0.19 + 0.05 * chance.sun + 0.35 * sunken];
  const radius = 0.078 + 0.036 * Math.min(sunken, 1);
  const seen = factors.time < 1.6 ? open : 0;
  return [
    light(circle(x, y, 1.9 * radius), colours.disc, 0.5 * seen, 1.6 * radius),
    detail(circle(x, y, radius), colours.disc, seen),
  ];
}

function drawMoon(stage: Stage, open: number): readonly Piece[] {
  const { light: colours, chance, factors } = stage;
  const risen = Math.min(Math.max(factors.time * 2.5 - 4, 0), 1) * open;
  const [x, y] = [discX(stage), 0.18 + 0.05 * chance.sun + 0.2 * (1 - risen)];
  return [
    light(circle(x, y, 0.15), colours.disc, 0.2 * risen, 0.12),
    detail(without(circle(x, y, 0.08), circle(x + 0.04, y - 0.014, 0.07)), colours.disc, risen),
  ];
}

const STAR = rgb(255, 248, 222);

/** The cell is 32 pixels wide in a picture of 128: textures that repeat so cost an autoencoder little. */
const stars: Shape = repeated(
  union(circle(0.05, 0.07, 0.011), circle(0.17, 0.035, 0.007), circle(0.12, 0.16, 0.014), circle(0.21, 0.2, 0.008)),
  0.25,
  0.25,
);

function drawStars({ factors, width }: Stage, open: number): readonly Piece[] {
  const seen = Math.min(Math.max(factors.time * 2.5 - 4, 0), 1);
  return [detail(within(stars, box(-1, -1, width + 1, 0.56)), STAR, 0.85 * seen * open)];
}

/** A cloud around [0, 0] with a flat bottom. */
const puff: Shape = within(
  union(
    circle(0, 0, 0.056),
    circle(0.064, 0.01, 0.04),
    circle(-0.064, 0.014, 0.036),
    box(-0.1, 0.006, 0.104, 0.05, 0.02),
  ),
  box(-0.2, -0.2, 0.2, 0.042),
);

/** Of three arrangements one: where each cloud stands, and how large it is. */
const arrangements: readonly (readonly (readonly [x: number, y: number, scale: number])[])[] = [
  [
    [0.5, 0.14, 1.05],
    [0.87, 0.3, 0.85],
  ],
  [
    [0.14, 0.33, 0.9],
    [0.62, 0.21, 1.05],
  ],
  [
    [0.33, 0.12, 0.95],
    [0.88, 0.17, 1.1],
  ],
];

/** White clouds in a clear sky, and a bank of them along the top when it rains or snows. */
export function drawClouds(stage: Stage): readonly Piece[] {
  const { factors, weatherAmount } = stage;
  const heavy = factors.weather === 'clear' ? 0 : weatherAmount;
  return [...fairClouds(stage, 1 - heavy), ...bank(stage, heavy)];
}

function fairClouds({ light: colours, chance, width, motion, factors }: Stage, share: number): readonly Piece[] {
  const arrangement = arrangements[Math.floor(chance.clouds * arrangements.length)] ?? [];
  const opacity = (0.94 - 0.32 * Math.max(factors.time - 1, 0)) * share;
  return arrangement.map(([x, y, scale]) => {
    const at = ((x * width + motion * (width + 0.4) + 0.2) % (width + 0.4)) - 0.2;
    return body(cloudAt(at, y, scale), colours.cloud, opacity);
  });
}

function cloudAt(x: number, y: number, scale: number): Shape {
  const { left, right, top, bottom } = puff.bounds;
  return {
    bounds: { left: x + left * scale, right: x + right * scale, top: y + top * scale, bottom: y + bottom * scale },
    distance: (u, v) => puff.distance((u - x) / scale, (v - y) / scale) * scale,
  };
}

const humps: readonly (readonly [x: number, radius: number])[] = [
  [0.02, 0.11],
  [0.17, 0.135],
  [0.36, 0.115],
  [0.53, 0.145],
  [0.72, 0.12],
  [0.9, 0.14],
];

function bank({ light: colours, chance, motion, width }: Stage, share: number): readonly Piece[] {
  const shift = chance.clouds * 0.2 + motion * 1.06;
  const row = repeated(
    union(...[-1.06, 0, 1.06].flatMap((d) => humps.map(([x, r]) => circle(x + d, 0.02, r)))),
    1.06,
    1e6,
  );
  const moving: Shape = {
    bounds: { left: -1, right: width + 1, top: -1, bottom: 0.25 },
    distance: (x, y) => row.distance(x + shift, y),
  };
  const shade: Shape = { ...moving, distance: (x, y) => moving.distance(x, y) - 0.045 };
  return [detail(shade, colours.cloud, 0.55 * share), body(moving, colours.cloud, share)];
}
