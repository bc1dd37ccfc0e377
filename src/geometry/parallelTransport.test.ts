import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parallelTransport, transportAlong } from './parallelTransport.ts';
import { angleBetween, antipodalAngle, logMap, projectToTangent } from './sphere.ts';
import { gaussian, seeds } from './testing/arbitraries.ts';
import { hardPairs, unitOf } from './testing/hardPairs.ts';
import { combine, cosine, distance, dot, norm, scale } from './vector.ts';

const tangentAt = (y: Float64Array, seed: number, length = 1) =>
  projectToTangent(y, gaussian(y.length, seed, length)).tangent;

describe('parallel transport', () => {
  it('keeps norms and angles, and ends tangent', () => {
    fc.assert(
      fc.property(hardPairs, seeds, fc.constantFrom(1e-20, 1, 1e20), ({ a, b }, seed, length) => {
        const [y, z] = [unitOf(a), unitOf(b)];
        fc.pre(angleBetween(y, z) < antipodalAngle);
        const [v, w] = [tangentAt(y, seed, length), tangentAt(y, seed + 1)];
        const [carriedV, carriedW] = [v, w].map((tangent) => parallelTransport(y, z, tangent).tangent);
        expect(norm(carriedV ?? v) / norm(v)).toBeCloseTo(1, 9);
        expect(cosine(carriedV ?? v, carriedW ?? w)).toBeCloseTo(cosine(v, w), 9);
        expect(Math.abs(dot(carriedV ?? y, z)) / norm(v)).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('there and back is where it was', () => {
    fc.assert(
      fc.property(hardPairs, seeds, ({ a, b }, seed) => {
        const [y, z] = [unitOf(a), unitOf(b)];
        fc.pre(angleBetween(y, z) < antipodalAngle);
        const v = tangentAt(y, seed);
        const back = parallelTransport(z, y, parallelTransport(y, z, v).tangent).tangent;
        expect(distance(back, v) / norm(v)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('carries the way to z into the way from y, reversed', () => {
    const [y, z] = [unitOf(gaussian(256, 1)), unitOf(gaussian(256, 2))];
    const carried = parallelTransport(y, z, logMap(y, z)).tangent;
    expect(distance(carried, scale(logMap(z, y), -1))).toBeLessThan(1e-14);
  });

  it('moves nothing between equal points, and nothing that is orthogonal to the way', () => {
    const [y, z] = [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)];
    const across = Float64Array.of(0, 0, 2);
    expect(parallelTransport(y, y, across).tangent).toEqual(across);
    expect(parallelTransport(y, z, across).tangent).toEqual(across);
  });

  it('leaves out what is not tangent and says how much', () => {
    const { tangent, removed } = parallelTransport(
      Float64Array.of(1, 0, 0),
      Float64Array.of(0, 1, 0),
      Float64Array.of(0.5, 0, 3),
    );
    expect(removed).toBe(0.5);
    expect([...tangent]).toEqual([0, 0, 3]);
  });

  it('does not exist towards the opposite point', () => {
    expect(() => parallelTransport(Float64Array.of(1, 0), Float64Array.of(-1, 0), Float64Array.of(0, 1))).toThrow(
      /opposite/,
    );
  });
});

it('transport once around the sphere changes nothing', () => {
  const y = unitOf(gaussian(64, 1));
  const velocity = scale(unitOf(Float32Array.from(tangentAt(y, 2))), 2 * Math.PI);
  const onTangent = projectToTangent(y, velocity).tangent;
  const v = combine(1, tangentAt(y, 3), 0.5, onTangent);
  expect(distance(transportAlong(y, onTangent, v), v)).toBeLessThan(1e-5);
});
