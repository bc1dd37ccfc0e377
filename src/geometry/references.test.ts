import { describe, expect, it } from 'vitest';
import directions from '../../fixtures/geometry/directions.json';
import sphere from '../../fixtures/geometry/sphere.json';
import { karcherMean } from './karcherMean.ts';
import { gramSchmidt, lowdin } from './orthogonalise.ts';
import { parallelTransport } from './parallelTransport.ts';
import { separation } from './separation.ts';
import { slerpUnit } from './slerp.ts';
import { angleBetween, expMap, logMap } from './sphere.ts';
import { unitOf } from './testing/hardPairs.ts';
import { distance, norm } from './vector.ts';

describe.each(sphere.pairs.map((pair) => [pair.a.length, pair.angle, pair] as const))(
  'points of %i numbers, %f radians apart',
  (_, angle, pair) => {
    const [y, z] = [unitOf(Float32Array.from(pair.a)), unitOf(Float32Array.from(pair.b))];
    const v = Float32Array.from(pair.v);

    it('have the angle that mpmath finds with 50 digits', () => {
      expect(Math.abs(angleBetween(y, z) - angle)).toBeLessThan(1e-15 * Math.max(1, 1 / angle));
      expect(separation(Float32Array.from(pair.a), Float32Array.from(pair.b)).angle).toBe(angleBetween(y, z));
    });

    it('have the log, exp and transport of geomstats', () => {
      expect(distance(logMap(y, z), Float64Array.from(pair.log))).toBeLessThan(1e-9);
      expect(distance(expMap(y, v).point, Float64Array.from(pair.exp))).toBeLessThan(1e-14);
      const { tangent } = parallelTransport(y, z, v);
      expect(distance(tangent, Float64Array.from(pair.transported)) / norm(tangent)).toBeLessThan(1e-9);
    });

    it('have the slerp of SciPy', () => {
      pair.shares.forEach((share, i) => {
        expect(distance(slerpUnit(y, z, share), Float64Array.from(pair.slerp[i] ?? []))).toBeLessThan(1e-12);
      });
    });
  },
);

it('the mean on the sphere is the Fréchet mean of geomstats', () => {
  const { points, weights, mean } = sphere.mean;
  const found = karcherMean(
    points.map((point) => Float64Array.from(point)),
    weights,
  );
  expect(distance(found, Float64Array.from(mean))).toBeLessThan(1e-9);
});

it.each([
  ['Gram-Schmidt', 'the QR decomposition of NumPy', gramSchmidt, directions.gramSchmidt],
  ['Löwdin', 'the polar decomposition of SciPy', lowdin, directions.lowdin],
] as const)('%s agrees with %s', (_, __, orthogonalise, expected) => {
  const given = directions.overlapping.map((row) => Float32Array.from(row));
  orthogonalise(given).forEach((direction, i) => {
    expect(distance(direction, Float64Array.from(expected[i] ?? []))).toBeLessThan(1e-6);
  });
});
