import { fonts } from '../../theme/tokens.ts';

export const type = {
  title: `600 12px ${fonts.sans}`,
  label: `400 12px ${fonts.sans}`,
  small: `400 10.5px ${fonts.sans}`,
  value: `400 11.5px ${fonts.mono}`,
} as const;

/** Longer texts are never shown whole; measuring them would cost a frame. */
const longest = 600;
const mostKept = 6000;

const measured: Map<string, unknown>[] = [];

/** What depends on how wide texts are, by key. */
export function measuredCache<T>(): Map<string, T> {
  const cache = new Map<string, T>();
  measured.push(cache);
  return cache;
}

const widths = measuredCache<number>();
const cuts = measuredCache<string>();

/** Forgets all widths, and what was made of them: a font has arrived. */
export function forgetMeasures(): void {
  for (const cache of measured) cache.clear();
}

/** Where there are too many, the oldest one goes. */
export function remember<T>(cache: Map<string, T>, key: string, value: T, most = mostKept): T {
  const [oldest] = cache.size >= most ? cache.keys() : [];
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(key, value);
  return value;
}

/** Writes a line, `scale` times as large, from a point on. */
export function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, scale: number): void {
  if (scale === 1) {
    context.fillText(text, x, y);
    return;
  }
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  context.fillText(text, 0, 0);
  context.restore();
}

type Measuring = Pick<CanvasRenderingContext2D, 'measureText' | 'font'>;

export function textWidth(context: Measuring, font: string, text: string): number {
  const key = `${font}\n${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context.font = font;
  return remember(widths, key, context.measureText(text).width);
}

let ruler: Measuring | null | undefined;

/** The width of a text for whoever does not paint it. */
export function measureText(font: string, text: string): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  return ruler ? textWidth(ruler, font, text) : 0;
}

/** The longest of some texts, by how many characters are kept, that fits; by halving. */
function longestFit(context: Measuring, font: string, most: number, room: number, kept: (count: number) => string) {
  let fits = 0;
  let over = most;
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    context.font = font;
    if (context.measureText(kept(middle)).width <= room) fits = middle;
    else over = middle;
  }
  return fits === 0 ? '' : kept(fits);
}

/** The text, cut with an ellipsis where it is wider than `room`. One line. */
export function ellipsis(context: Measuring, font: string, text: string, room: number): string {
  const key = `${font}\n${Math.floor(room)}\n${text.length > longest ? text.slice(0, longest) : text}`;
  const known = cuts.get(key);
  if (known !== undefined) return known;
  const line = text.slice(0, longest).replace(/\s+/g, ' ');
  if (room <= 0) return remember(cuts, key, '');
  if (textWidth(context, font, line) <= room && text.length <= longest) return remember(cuts, key, line);
  const kept = (count: number) => `${line.slice(0, count).trimEnd()}\u2026`;
  return remember(cuts, key, longestFit(context, font, line.length, room, kept));
}

/** What is left of a path when its beginning is cut, from the next folder on where that is not far. */
function pathEnd(path: string, count: number): string {
  const end = path.slice(-count);
  const slash = end.indexOf('/');
  return `\u2026${slash > 0 && slash < count / 2 ? end.slice(slash) : end}`;
}

/** The path, its beginning cut where it is wider than `room`: folders of one place differ at their ends. */
export function pathEllipsis(context: Measuring, font: string, path: string, room: number): string {
  const line = path.slice(-longest);
  const key = `path\n${font}\n${Math.floor(room)}\n${line}`;
  const known = cuts.get(key);
  if (known !== undefined) return known;
  if (textWidth(context, font, line) <= room && path.length <= longest) return remember(cuts, key, line);
  return remember(
    cuts,
    key,
    longestFit(context, font, line.length, room, (count) => pathEnd(line, count)),
  );
}

const wraps = measuredCache<readonly string[]>();

function wrapParagraph(context: Measuring, font: string, paragraph: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(context, font, longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** The text in at most `most` lines; the last one is cut with an ellipsis when there is more. */
export function wrap(context: Measuring, font: string, text: string, room: number, most: number): readonly string[] {
  const key = `${font}\n${Math.floor(room)}\n${most}\n${text.length > 4000 ? text.slice(0, 4000) : text}`;
  const known = wraps.get(key);
  if (known) return known;
  const lines = text
    .slice(0, 4000)
    .split('\n', most + 1)
    .flatMap((paragraph) => wrapParagraph(context, font, paragraph, room));
  const rest = lines.slice(most - 1).join(' ');
  const shown = lines.length > most ? [...lines.slice(0, most - 1), rest] : lines;
  const cut = shown.map((line) => ellipsis(context, font, line, room));
  return remember(wraps, key, cut);
}
