import type { Piece } from '../piece.ts';
import { box, circle, moved, repeated, type Shape, union } from '../shape.ts';
import type { Stage } from '../stage.ts';

/** Rain and snow repeat with 32 pixels of a picture of 128, and fall so far that they lie as before when motion comes to 1. */
const CELL = 0.25;

const rain = (motion: number): Shape => {
  const drops = union(
    box(0.03, 0.02, 0.0445, 0.11, 0.007),
    box(0.155, 0.135, 0.1695, 0.225, 0.007),
    box(0.0925, 0.07, 0.1045, 0.13, 0.006),
    box(0.2175, 0.0, 0.2295, 0.06, 0.006),
  );
  return moved(repeated(drops, CELL, CELL, 0.25), 0, 4 * CELL * motion);
};

const snow = (motion: number): Shape => {
  const flakes = union(
    circle(0.03, 0.045, 0.0135),
    circle(0.15, 0.02, 0.01),
    circle(0.09, 0.115, 0.0165),
    circle(0.205, 0.14, 0.012),
    circle(0.045, 0.2, 0.01),
    circle(0.16, 0.215, 0.015),
  );
  return moved(repeated(flakes, CELL, CELL), 0, CELL * motion);
};

export function drawWeather({ factors, light, motion, weatherAmount }: Stage): readonly Piece[] {
  if (factors.weather === 'clear' || weatherAmount === 0) return [];
  const falls = factors.weather === 'rain' ? rain(motion) : snow(motion);
  const fill = factors.weather === 'rain' ? light.rain : light.snow;
  const opacity = factors.weather === 'rain' ? 0.62 : 0.94;
  return [{ shape: falls, fill, kind: 'falling', opacity: opacity * weatherAmount }];
}
