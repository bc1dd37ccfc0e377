import { type Pull, type Pulls, pullsOn, type Wires } from './pulls.ts';

type Tops = ReadonlyMap<string, number>;

/** Between the nodes of a column. */
const ROW_GAP = 28;
const SWEEPS = 6;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Where the wires would have the top of a node; undefined without wires. */
function wishOf(pulls: readonly Pull[], tops: Tops): number | undefined {
  const wishes = pulls.flatMap(({ other, offset }) => {
    const top = tops.get(other);
    return top === undefined ? [] : [top + offset];
  });
  return wishes.length === 0 ? undefined : mean(wishes);
}

function pile(column: readonly string[], heightOf: (id: string) => number): Map<string, number> {
  const tops = new Map<string, number>();
  let top = 0;
  for (const id of column) {
    tops.set(id, top);
    top += heightOf(id) + ROW_GAP;
  }
  return tops;
}

/** The column in the order of its wishes, with even gaps, as a whole at the height where its wires are most level. */
function settle(column: readonly string[], pulls: Pulls, tops: Tops, heightOf: (id: string) => number): Tops {
  const wishes = new Map(column.map((id) => [id, wishOf(pullsOn(pulls, id), tops)]));
  const place = (id: string) => wishes.get(id) ?? tops.get(id) ?? 0;
  const ordered = [...column].sort((one, other) => place(one) - place(other));
  const piled = pile(ordered, heightOf);
  const shift = mean(ordered.map((id) => place(id) - (piled.get(id) ?? 0)));
  return new Map(ordered.map((id) => [id, (piled.get(id) ?? 0) + shift]));
}

function unevenness(tops: Tops, { incoming }: Wires): number {
  let sum = 0;
  for (const [id, top] of tops) {
    for (const { other, offset } of pullsOn(incoming, id)) sum += Math.abs((tops.get(other) ?? top) + offset - top);
  }
  return sum;
}

/**
 * The top of every node. Columns are ordered by the barycentre of their neighbours, sweeping to the right and to the
 * left in turns; of all sweeps the one with the most level wires counts.
 */
export function arrangeColumns(
  columns: readonly (readonly string[])[],
  wires: Wires,
  heightOf: (id: string) => number,
): Tops {
  const tops = new Map(columns.flatMap((column) => [...pile(column, heightOf)]));
  let best = new Map(tops);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const rightwards = sweep % 2 === 0;
    for (const column of rightwards ? columns : [...columns].reverse()) {
      const settled = settle(column, rightwards ? wires.incoming : wires.outgoing, tops, heightOf);
      for (const [id, top] of settled) tops.set(id, top);
    }
    if (unevenness(tops, wires) < unevenness(best, wires)) best = new Map(tops);
  }
  return best;
}
