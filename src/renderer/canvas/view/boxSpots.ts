import type { BoxView } from './boxView.ts';
import type { Point } from './rect.ts';

/** A wire that crosses the edge of a collapsed group, and how high its end inside lies. */
export interface Crossing {
  readonly box: BoxView;
  readonly side: 'input' | 'output';
  /** The output that it comes from: wires of one output meet the edge in one place. */
  readonly from: string;
  readonly height: number;
}

/** Where wires of an output meet the edge of a box. */
export type SpotOf = (box: BoxView, side: Crossing['side'], from: string) => Point;

/** Spreads what crosses the edges of boxes over them: inputs at the left, outputs at the right, in the order of the ends inside. */
export function boxSpots(crossings: readonly Crossing[]): SpotOf {
  const heights = new Map<string, Map<string, number>>();
  for (const { box, side, from, height } of crossings) {
    const edge = heights.get(edgeKey(box, side)) ?? new Map<string, number>();
    heights.set(edgeKey(box, side), edge);
    edge.set(from, Math.min(height, edge.get(from) ?? height));
  }
  const orders = new Map([...heights].map(([key, edge]) => [key, orderOf(edge)]));
  return (box, side, from) => {
    const order = orders.get(edgeKey(box, side));
    const share = ((order?.get(from) ?? 0) + 0.5) / Math.max(1, order?.size ?? 0);
    const { x, y, width, height } = box.rect;
    return [side === 'input' ? x : x + width, y + height * share];
  };
}

function orderOf(edge: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sorted = [...edge].sort((one, other) => one[1] - other[1]);
  return new Map(sorted.map(([from], index) => [from, index]));
}

const edgeKey = ({ group }: BoxView, side: Crossing['side']) => `${side} ${group.id}`;
