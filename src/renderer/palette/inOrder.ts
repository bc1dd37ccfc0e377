/** Sorts by what makes one better than another: the first difference decides, less is better, the order of before else. */
export function inOrder<T>(items: readonly T[], ranksOf: (item: T) => readonly number[]): T[] {
  const ranked = items.map((item) => ({ item, ranks: ranksOf(item) }));
  ranked.sort((one, other) => {
    const at = one.ranks.findIndex((rank, index) => rank !== other.ranks[index]);
    return at < 0 ? 0 : (one.ranks[at] ?? 0) - (other.ranks[at] ?? 0);
  });
  return ranked.map(({ item }) => item);
}
