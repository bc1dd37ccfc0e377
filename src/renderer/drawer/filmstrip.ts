/** The widest tile, in heights of a tile, and the room in it that "+12" takes. */
const WIDEST = 6;
const MORE = 0.4;
const GAP = 0.03;

/** How many frames of an aspect ratio stand side by side in the widest tile, and how many are left over. */
export function filmstrip(count: number, aspect: number): { readonly shown: number; readonly more: number } {
  const atMost = (room: number) => Math.max(1, Math.floor((room + GAP) / (aspect + GAP)));
  if (count <= atMost(WIDEST)) return { shown: count, more: 0 };
  const shown = atMost(WIDEST - MORE - GAP);
  return { shown, more: count - shown };
}
