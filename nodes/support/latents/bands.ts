/** What the bands of a Laplacian pyramid hold, the finest first: in cells, the size of what they show. */
export function bandNames(count: number): string[] {
  return Array.from({ length: count }, (_, band) => {
    if (count === 1) return 'all';
    return band === count - 1 ? 'the rest (layout)' : `about ${2 ** band} to ${2 ** (band + 1)} cells`;
  });
}
