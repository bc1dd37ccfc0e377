/** Coefficients, from the constant on, of the polynomial that is 1 at place k and 0 at the others (Lagrange). */
export function basisPolynomial(places: readonly number[], k: number): number[] {
  const own = places[k] as number;
  const others = places.filter((_, i) => i !== k);
  return others.reduce(
    (polynomial, place) => timesRoot(polynomial, place).map((coefficient) => coefficient / (own - place)),
    [1],
  );
}

/** The polynomial times (s - root). */
function timesRoot(polynomial: readonly number[], root: number): number[] {
  return [...polynomial, 0].map((coefficient, i) => (polynomial[i - 1] ?? 0) - root * coefficient);
}
