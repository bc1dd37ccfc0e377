/**
 * Radial log density of N(0, I_d) at norm `radius` less that on the shell sqrt(d): (d - 1) ln(r / sqrt(d)) - (r² - d) / 2.
 * It says how rare a norm is. The density at a point is another thing: it only falls with the norm.
 * Undefined at radius 0 with d > 1, where it would be minus infinity.
 */
export function radialDeltaLogP(radius: number, dimensions: number): number | undefined {
  const volume = dimensions === 1 ? 0 : (dimensions - 1) * Math.log(radius / Math.sqrt(dimensions));
  const delta = volume - (radius * radius - dimensions) / 2;
  return Number.isFinite(delta) ? delta : undefined;
}
