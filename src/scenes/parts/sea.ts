import { type Colour, lighter, mix, rgb } from '../colour.ts';
import { body, detail, type Piece } from '../piece.ts';
import { below, ellipse, type Shape } from '../shape.ts';
import { HORIZON, type Stage } from '../stage.ts';
import { wave } from '../wave.ts';

export function drawSea(stage: Stage): readonly Piece[] {
  const { light: colours, motion } = stage;
  const pale = mix(colours.water, colours.sky[2], 0.55);
  const gradient = (y: number): Colour => {
    const depth = Math.min(Math.max((y - HORIZON) / (1 - HORIZON), 0), 1);
    return mix(pale, colours.water, 1 - (1 - depth) * (1 - depth));
  };
  const rows = [0.705, 0.7675, 0.83, 0.8925, 0.955];
  return [
    body(
      below(() => HORIZON, HORIZON),
      gradient,
    ),
    ...rows.map((y, row) =>
      detail(crests(y, row, motion), mix(colours.water, lighter(colours.sky[2], 0.3), 0.5), 0.55),
    ),
  ];
}

/** A row of short strokes that rise and fall; the nearer, the longer. They come back to where they were at motion 1. */
function crests(y: number, row: number, motion: number): Shape {
  const period = 0.25;
  const half = 0.03 + 0.009 * row;
  const shift = row * 0.11 + (row % 2 === 0 ? motion : -motion) * period;
  return {
    bounds: { left: -1e9, right: 1e9, top: y - 0.03, bottom: y + 0.03 },
    distance(x, at) {
      const along = x + shift - Math.floor((x + shift) / period) * period - period / 2;
      const middle = y + 0.005 * wave(along / period);
      const beyond = Math.max(Math.abs(along) - half, 0);
      const off = at - middle;
      return Math.sqrt(beyond * beyond + off * off) - 0.0065;
    },
  };
}

const SAND = rgb(228, 204, 150);

/** What is no boat stands on an island. */
export function drawIsland({ x, base, scale, light: colours, factors, weatherAmount }: Stage): readonly Piece[] {
  const reach = factors.subject === 'mountain' ? 1.9 : 1;
  const snow = factors.weather === 'snow' ? weatherAmount : 0;
  return [
    body(ellipse(x, base + 0.014, 0.21 * reach * scale, 0.038 * scale), mix(colours.on(SAND), colours.snow, snow)),
    detail(
      ellipse(x, base + 0.003, 0.165 * reach * scale, 0.022 * scale),
      mix(colours.grass, colours.snow, 0.9 * snow),
    ),
  ];
}

/** Where the water begins to mirror the subject. */
export function waterline({ base, scale, factors }: Stage): number {
  return base + (factors.subject === 'sailboat' ? 0.024 : 0.036) * scale;
}
