import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { energyTerm } from './relaxation/energyTerm.ts';
import { fidelityTerm } from './relaxation/fidelityTerm.ts';
import { globalStraightnessTerm } from './relaxation/globalStraightnessTerm.ts';
import { localStraightnessTerm } from './relaxation/localStraightnessTerm.ts';
import type { PathTerm } from './relaxation/pathTerm.ts';
import { spacingTerm } from './relaxation/spacingTerm.ts';
import { relaxPath } from './relaxPath.ts';
import { expMap, projectToTangent } from './sphere.ts';
import { gaussian } from './testing/arbitraries.ts';
import { unitOf } from './testing/hardPairs.ts';
import { jittery, jitteryPaths, onGreatCircle } from './testing/paths.ts';
import { angularSpacing } from './trajectory/angularSpacing.ts';
import { globalStraightness } from './trajectory/globalStraightness.ts';
import { localStraightness } from './trajectory/localStraightness.ts';
import { unitSequence } from './unitSequence.ts';
import { distance, dot, norm } from './vector.ts';

const unitsOf = (frames: readonly Float32Array[]) => finish(unitSequence(frames)).units;

describe.each<[string, PathTerm]>([
  ['local straightness', localStraightnessTerm],
  ['global straightness', globalStraightnessTerm],
  ['energy', energyTerm],
  ['spacing', spacingTerm],
  ['fidelity', fidelityTerm([...unitsOf(jittery(5, 12, 9, 0.4))])],
])('the %s term', (_, term) => {
  it('has its weight times the gradient that its loss shows when a frame is moved a little', () => {
    const path = [...unitsOf(jittery(5, 12, 3, 0.3))];
    const gradient = path.map((frame) => new Float64Array(frame.length));
    finish(term.addGradient(path, 3, gradient));
    path.forEach((frame, t) => {
      const push = projectToTangent(frame, gaussian(12, 40 + t)).tangent;
      const lossAt = (step: number) => {
        const moved = expMap(
          frame,
          push.map((value) => step * value),
        ).point;
        return finish(term.loss(path.map((other, index) => (index === t ? moved : other))));
      };
      expect(dot(gradient[t] ?? frame, push)).toBeCloseTo((3 * (lossAt(1e-5) - lossAt(-1e-5))) / 2e-5, 6);
    });
  });
});

describe('path relaxation', () => {
  it('never raises the loss, keeps the ends bit for bit and the radii of the others', () => {
    fc.assert(
      fc.property(
        jitteryPaths,
        fc.constantFrom('straightness', 'globalStraightness', 'energy', 'spacing'),
        (frames, term) => {
          const relaxed = finish(relaxPath(frames, { weights: { [term]: 1, fidelity: 0.01 }, rounds: 30 }));
          relaxed.losses.forEach((loss, i) => {
            expect(loss).toBeLessThan(relaxed.losses[i - 1] ?? Number.POSITIVE_INFINITY);
          });
          expect([relaxed.frames[0], relaxed.frames.at(-1)]).toEqual([frames[0], frames.at(-1)]);
          relaxed.frames.forEach((frame, i) => {
            expect(norm(frame) / norm(frames[i] ?? frame)).toBeCloseTo(1, 5);
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each(['straightness', 'globalStraightness', 'energy'] as const)(
    'by %s ends on the great circle at even speed',
    (term) => {
      const { frames, losses } = finish(relaxPath(jittery(7, 256, 1, 0.3), { weights: { [term]: 1 }, rounds: 5000 }));
      const units = unitsOf(frames);
      expect(losses.length).toBeGreaterThan(5);
      expect(finish(angularSpacing(units)).coefficientOfVariation).toBeLessThan(1e-3);
      expect(finish(localStraightness(units)).meanCrossTrack).toBeLessThan(1e-3);
      expect(finish(globalStraightness(units)).mean).toBeLessThan(1e-6);
    },
  );

  it('by spacing makes the speed even', () => {
    const frames = onGreatCircle([0, 0.1, 0.2, 0.9, 1]).map((unit) => Float32Array.from(unit));
    const relaxed = finish(relaxPath(frames, { weights: { spacing: 1 } })).frames;
    expect(finish(angularSpacing(unitsOf(relaxed))).coefficientOfVariation).toBeLessThan(1e-3);
  });

  it('by fidelity alone moves nothing', () => {
    const frames = jittery(5, 64, 2, 0.3);
    finish(relaxPath(frames, { weights: { fidelity: 1 } })).frames.forEach((frame, i) => {
      expect(distance(frame, frames[i] ?? frame) / norm(frame)).toBeLessThan(1e-6);
    });
  });

  it('can put the radii on a line', () => {
    const frames = onGreatCircle([0, 0.3, 0.5, 1]).map((unit, i) => new Float32Array(unit.map((v) => v * (2 + i * i))));
    const norms = finish(relaxPath(frames, { radii: 'linear' })).frames.map(norm);
    [2, 5, 8, 11].forEach((radius, i) => {
      expect(norms[i]).toBeCloseTo(radius, 5);
    });
  });

  it('leaves a still path and a short one as they are', () => {
    const a = gaussian(64, 1);
    const { frames, losses } = finish(relaxPath([a, a, a, a], { weights: { straightness: 1, energy: 1, spacing: 1 } }));
    for (const frame of frames) expect(distance(frame, a) / norm(a)).toBeLessThan(1e-6);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(finish(relaxPath([a, gaussian(64, 2)])).frames).toEqual([a, gaussian(64, 2)]);
    expect(finish(relaxPath([]))).toEqual({ frames: [], losses: [] });
  });

  it('refuses a negative weight, a zero frame and opposite neighbours', () => {
    const [a, b] = [gaussian(8, 1), gaussian(8, 2)];
    const opposite = a.map((value) => -value);
    expect(() => finish(relaxPath([a, b, a], { weights: { energy: -1 } }))).toThrow('-1 is not a valid weight');
    expect(() => finish(relaxPath([a, new Float32Array(8), b]))).toThrow(/^frame 2 is zero/);
    expect(() => finish(relaxPath([a, opposite, b], { weights: { energy: 1 } }))).toThrow(/opposite/);
    expect(() => finish(relaxPath([a, b, opposite], { weights: { straightness: 1 } }))).toThrow(/opposite/);
    expect(() => finish(relaxPath([a, b, opposite], { weights: { globalStraightness: 1 } }))).toThrow(/opposite/);
  });
});

it('the path is moved in its own span: what lies outside stays zero', () => {
  const frames = jittery(5, 16, 4, 0.4).map((frame) => frame.map((value, i) => (i < 3 ? 0 : value)));
  for (const frame of finish(relaxPath(frames)).frames)
    expect([...frame.slice(0, 3)].every((value) => value === 0)).toBe(true);
  expect(unitOf(frames[0] ?? gaussian(16, 1))).toHaveLength(16);
});
