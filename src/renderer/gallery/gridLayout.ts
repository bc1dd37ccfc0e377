export interface GridLayout {
  /** Tiles beside each other. */
  readonly columns: number;
  /** CSS pixels of a tile, which is square above its line of text. */
  readonly side: number;
  /** From the top of one row to that of the next. */
  readonly row: number;
}

/** CSS pixels between tiles, and of the line below a picture. */
export const GAP = 10;
const LINE = 24;
const NARROWEST = 164;

/** As many tiles beside each other as there is room for, all of the width. */
export function gridLayout(width: number): GridLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)));
  const side = Math.max(NARROWEST, Math.floor((width + GAP) / columns) - GAP);
  return { columns, side, row: side + LINE + GAP };
}

/** Where a key leads to from a tile; undefined for one that leads nowhere. */
export function placeAfter(
  key: string,
  from: number,
  { columns, total }: { readonly columns: number; readonly total: number },
): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -3 * columns,
    PageDown: 3 * columns,
    Home: -total,
    End: total,
  };
  const step = steps[key];
  if (step === undefined || total === 0) return undefined;
  const to = from + step;
  // Up and down within the columns, but for the last row, which may be short.
  if (key === 'ArrowUp' && to < 0) return from;
  return Math.min(total - 1, Math.max(0, to));
}
