import { describe, expect, it } from 'vitest';
import { CLEAN, PURE_NOISE, variancePreserving } from '../../../src/diffusion/noiseLevel.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import { zeros } from '../../../src/tensor/tensor.ts';
import { fakeSpace, otherSpace } from '../../testing/fakeModel.ts';
import { latentsOf } from '../../testing/values.ts';
import { requireSameSize, requireSameSpace, requireTogether } from './compatibility.ts';

function refusalOf(check: () => void): ArcspaceError {
  try {
    check();
  } catch (error) {
    if (error instanceof ArcspaceError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
const point = latentsOf(1);

describe('points that do not belong together are refused at the second port, with both named', () => {
  it('in two latent spaces', () => {
    const { code, message, place, remedy } = refusalOf(() =>
      requireSameSpace('a', point, 'b', { ...point, space: otherSpace }),
    );
    expect([code, place]).toEqual(['different-space', { port: 'b' }]);
    expect(message).toMatch(/"a".*tests.*"b".*others/);
    expect(remedy).toContain('one model for both');
  });

  it('in two spaces of one name, told apart by what they hold', () => {
    const twin = { ...fakeSpace, id: 'another-space' };
    const { message } = refusalOf(() => requireSameSpace('a', point, 'b', { ...point, space: twin }));
    expect(message).toContain('tests (space-of)');
    expect(message).toContain('tests (another-)');
  });

  it('at two noise levels', () => {
    const { code, message, place, remedy } = refusalOf(() =>
      requireTogether('a', latentsOf(1, CLEAN), 'b', latentsOf(1, variancePreserving(7.2))),
    );
    expect([code, place]).toEqual(['different-level', { port: 'b' }]);
    expect(message).toContain('"a" is clean and "b" is σ 7.20');
    expect(remedy).toContain('Add noise');
  });

  it('of two sizes, whatever their batches', () => {
    const [first, second] = [zeros([3, 4, 2, 2]), zeros([1, 4, 2, 3])];
    const { code, message, place, remedy } = refusalOf(() => requireSameSize('a', first, 'b', second));
    expect([code, place]).toEqual(['different-size', { port: 'b' }]);
    expect(message).toContain('"a" has items of 4 x 2 x 2, "b" of 4 x 2 x 3');
    expect(remedy).toContain('same width and height');
    refusalOf(() => requireTogether('a', { ...point, tensor: first }, 'b', { ...point, tensor: second }));
  });
});

it('points of one space, level and size belong together, in batches of any length', () => {
  expect(() => requireTogether('a', point, 'b', latentsOf(2, CLEAN, [5, 4, 2, 2]))).not.toThrow();
  expect(() => requireTogether('a', latentsOf(1, PURE_NOISE), 'b', latentsOf(2, PURE_NOISE))).not.toThrow();
});
