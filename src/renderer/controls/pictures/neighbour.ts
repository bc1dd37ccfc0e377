interface Place {
  readonly left: number;
  readonly top: number;
}

/** Of places in reading order, the one that a key leads to from the place `at`; undefined when it leads out of them. */
export function neighbour(places: readonly Place[], at: number, key: string): number | undefined {
  const here = places[at];
  if (!here) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return places.length - 1;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const next = at + (key === 'ArrowLeft' ? -1 : 1);
    return next in places ? next : undefined;
  }
  const up = key === 'ArrowUp';
  const beyond = places.filter(({ top }) => (up ? top < here.top : top > here.top));
  const row = (up ? beyond.at(-1) : beyond[0])?.top;
  const inRow = beyond.filter(({ top }) => top === row);
  const off = ({ left }: Place) => Math.abs(left - here.left);
  const nearest = inRow.toSorted((a, b) => off(a) - off(b))[0];
  return nearest && places.indexOf(nearest);
}
