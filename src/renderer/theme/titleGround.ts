import { tinted } from './contrast.ts';
import type { Theme } from './tokens.ts';

const known = new Map<string, string>();
const mostKept = 500;

/** The ground of a title in a colour of the user's: the plain one without. The title on it is legible in both themes. */
export function titleGround(theme: Theme, color: string | undefined): string {
  if (color === undefined) return theme.raised;
  const key = `${theme.name} ${color}`;
  const found = known.get(key) ?? tinted(theme.raised, color, theme.text);
  if (known.size >= mostKept) known.clear();
  known.set(key, found);
  return found;
}
