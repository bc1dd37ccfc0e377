/**
 * The bucket of each distance from -longest to longest, key before query first (Raffel et al. 2020, 2.1): near ones have a bucket of
 * their own, far ones share buckets that grow with the logarithm; half of the buckets are for what comes after. In float32, as in
 * transformers, since some distances lie on the edge of two buckets.
 */
export function relativeBuckets(buckets: number, longest: number): number[] {
  const eachWay = Math.floor(buckets / 2);
  return Array.from({ length: 2 * longest + 1 }, (_, i) => {
    const distance = i - longest;
    return (distance > 0 ? eachWay : 0) + bucketOf(Math.abs(distance), eachWay, longest);
  });
}

function bucketOf(distance: number, buckets: number, longest: number): number {
  const exact = Math.floor(buckets / 2);
  if (distance < exact) return distance;
  const { fround } = Math;
  const share = fround(fround(Math.log(fround(distance / exact))) / fround(Math.log(longest / exact)));
  return Math.min(buckets - 1, exact + Math.trunc(fround(share * (buckets - exact))));
}
