type Rgb = readonly [number, number, number];

/** "#3f789e" as three numbers from 0 to 255. */
function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Relative luminance of sRGB, 0 to 1 (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Between two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of a colour on a ground, 0 to 1. */
export function mixed(ground: string, colour: string, share: number): string {
  const over = rgbOf(colour);
  const channels = rgbOf(ground).map((channel, index) => Math.round(channel + ((over[index] ?? 0) - channel) * share));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** What text must have to be read. */
export const LEGIBLE = 4.5;

/** How much of a colour there is on a ground at most, and by how much less it is tried. */
const [MOST, LESS] = [0.5, 0.05];

/** A ground with as much of a colour as leaves text on it legible. */
export function tinted(ground: string, colour: string, text: string): string {
  for (let share = MOST; share > 0; share -= LESS) {
    const tint = mixed(ground, colour, share);
    if (contrast(tint, text) >= LEGIBLE) return tint;
  }
  return ground;
}
