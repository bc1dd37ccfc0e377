import { along, type Colour, darker, lit, mix, rgb } from './colour.ts';
import type { SceneFactors, Weather } from './factors.ts';

/** The colours of a scene, as time of day, palette and weather make them. */
export interface Light {
  /** From the zenith down to the horizon. */
  readonly sky: readonly [Colour, Colour, Colour];
  readonly cloud: Colour;
  readonly far: Colour;
  readonly grass: Colour;
  readonly field: Colour;
  readonly water: Colour;
  readonly snow: Colour;
  /** Of a window: it reflects the sky by day and is lit at night. */
  readonly window: Colour;
  /** Of sun or moon. */
  readonly disc: Colour;
  readonly rain: Colour;
  /** How much lamps shine, 0..1. */
  readonly lamps: number;
  /** A surface of this colour, as it looks now. */
  on(surface: Colour): Colour;
}

/** By palette, cool first. */
type ByPalette = readonly [Colour, Colour, Colour];

/** Zenith, middle and horizon, by time of day. */
const SKY: readonly (readonly [ByPalette, ByPalette, ByPalette])[] = [
  [
    [rgb(66, 136, 214), rgb(92, 172, 226), rgb(104, 186, 198)],
    [rgb(134, 190, 236), rgb(166, 214, 236), rgb(204, 222, 192)],
    [rgb(214, 236, 248), rgb(248, 240, 216), rgb(255, 224, 164)],
  ],
  [
    [rgb(62, 74, 158), rgb(96, 82, 150), rgb(158, 62, 88)],
    [rgb(158, 112, 182), rgb(228, 120, 122), rgb(242, 110, 66)],
    [rgb(246, 182, 182), rgb(255, 202, 130), rgb(255, 208, 96)],
  ],
  [
    [rgb(10, 28, 66), rgb(20, 26, 68), rgb(44, 22, 62)],
    [rgb(22, 62, 108), rgb(40, 52, 108), rgb(82, 44, 92)],
    [rgb(64, 124, 150), rgb(94, 98, 150), rgb(160, 96, 110)],
  ],
];
const CLOUD = [rgb(255, 252, 246), rgb(255, 206, 178), rgb(92, 100, 150)];
const SURFACES = {
  far: [rgb(96, 128, 172), rgb(116, 146, 154), rgb(170, 142, 124)],
  grass: [rgb(80, 152, 126), rgb(118, 172, 88), rgb(180, 172, 76)],
  field: [rgb(164, 186, 134), rgb(220, 192, 110), rgb(234, 168, 86)],
  water: [rgb(34, 102, 172), rgb(48, 128, 164), rgb(66, 140, 140)],
} as const;
/** What falls on surfaces, by time of day. */
const DAYLIGHT = [rgb(255, 255, 255), rgb(252, 206, 190), rgb(118, 132, 190)];
const TINT: ByPalette = [
  [0.92, 0.98, 1.08],
  [1, 1, 1],
  [1.07, 1, 0.88],
];
const SNOW = [rgb(250, 250, 254), rgb(250, 226, 222), rgb(150, 164, 214)];
const DISC = [rgb(255, 238, 156), rgb(255, 240, 178), rgb(255, 246, 210)];
const RAIN = [rgb(226, 236, 246), rgb(238, 222, 226), rgb(140, 158, 204)];
/** What the sky turns to under heavy clouds: the colour by day, and how much of it. */
const OVERCAST: Record<Weather, readonly [Colour, number]> = {
  clear: [rgb(255, 255, 255), 0],
  rain: [rgb(124, 132, 146), 0.55],
  snow: [rgb(208, 214, 226), 0.45],
};
const GLOW = rgb(255, 216, 116);
const GLASS = rgb(122, 154, 180);

export function lightOf({ time, palette, weather }: SceneFactors, amount: number): Light {
  const tint = along(TINT, palette, -1);
  const daylight = dimmed(along(DAYLIGHT, time), weather, amount);
  const on = (surface: Colour) => lit(lit(surface, daylight), tint);
  const [grey, share] = OVERCAST[weather];
  const overcast = lit(lit(grey, along([rgb(255, 255, 255), rgb(226, 206, 204), rgb(92, 98, 122)], time)), tint);
  const skyAt = (level: 0 | 1 | 2) =>
    mix(
      along(
        SKY.map((levels) => along(levels[level], palette, -1)),
        time,
      ),
      overcast,
      share * amount,
    );
  const surface = (name: keyof typeof SURFACES) => on(along(SURFACES[name], palette, -1));
  const lamps = Math.min(Math.max(time * 2 - 0.6, 0), 1);
  const sky = [skyAt(0), skyAt(1), skyAt(2)] as const;
  return {
    sky,
    cloud: cloudOf(weather, amount, along(CLOUD, time), sky[2], tint),
    far: surface('far'),
    grass: surface('grass'),
    field: surface('field'),
    water: surface('water'),
    snow: along(SNOW, time),
    window: mix(on(GLASS), GLOW, lamps),
    disc: along(DISC, time),
    rain: along(RAIN, time),
    lamps,
    on,
  };
}

/** Rain takes a fifth of the light. */
function dimmed(light: Colour, weather: Weather, amount: number): Colour {
  return weather === 'rain' ? darker(light, 0.16 * amount) : light;
}

/** Clouds that bring rain are dark, and those that bring snow pale. */
function cloudOf(weather: Weather, amount: number, fair: Colour, horizon: Colour, tint: Colour): Colour {
  const white = lit(fair, mix([1, 1, 1], tint, 0.5));
  if (weather === 'clear') return white;
  const heavy = weather === 'rain' ? darker(mix(white, horizon, 0.5), 0.32) : mix(white, horizon, 0.25);
  return mix(white, heavy, amount);
}
