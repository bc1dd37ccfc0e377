/** Red, green and blue in 0..1, as they are written into a picture. */
export type Colour = readonly [red: number, green: number, blue: number];

/** From bytes, as colours are usually written down. */
export function rgb(red: number, green: number, blue: number): Colour {
  return [red / 255, green / 255, blue / 255];
}

/** `from` at 0, `to` at 1. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  return map3((channel) => at(from, channel) + (at(to, channel) - at(from, channel)) * share);
}

/** Channel by channel: a surface of one colour under light of the other. */
export function lit(surface: Colour, light: Colour): Colour {
  return map3((channel) => clamp(at(surface, channel) * at(light, channel)));
}

export function darker(colour: Colour, by: number): Colour {
  return map3((channel) => at(colour, channel) * (1 - by));
}

export function lighter(colour: Colour, by: number): Colour {
  return mix(colour, WHITE, by);
}

/** How bright it looks, 0..1 (Rec. 601). */
export function luminance([red, green, blue]: Colour): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

export const WHITE: Colour = [1, 1, 1];

/** The colour at `place` between colours that lie one apart: the first at `start`. Beyond the ends, those at the ends. */
export function along(colours: readonly Colour[], place: number, start = 0): Colour {
  const index = Math.min(Math.max(place - start, 0), colours.length - 1);
  const below = Math.floor(index);
  const from = colours[below] as Colour;
  return mix(from, colours[below + 1] ?? from, index - below);
}

function map3(make: (channel: 0 | 1 | 2) => number): Colour {
  return [make(0), make(1), make(2)];
}

function at(colour: Colour, channel: 0 | 1 | 2): number {
  return colour[channel];
}

function clamp(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
