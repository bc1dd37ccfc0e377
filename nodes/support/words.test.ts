import { describe, expect, it } from 'vitest';
import { CLEAN, PURE_NOISE, variancePreserving } from '../../src/diffusion/noiseLevel.ts';
import { GeometryError } from '../../src/geometry/geometryError.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { latentsOf } from '../testing/values.ts';
import { withGeometryErrors } from './directions/geometry.ts';
import { requireAllTogether, warnWhenNormalised, weightsOrEqual } from './directions/points.ts';
import { bandNames } from './latents/bands.ts';
import { fileNameParameter, numbered } from './parameters/fileName.ts';
import { namesFrom } from './parameters/names.ts';
import { imagePaths } from './pictures/imageFolder.ts';
import { formatNumber } from './reports/formatNumber.ts';
import { chart, counted, table } from './reports/reports.ts';
import { warnOfExtrapolation, warnOfPureNoise, warnOfStrengths } from './reports/warnings.ts';
import { noisedItem } from './sampling/noising.ts';
import { sequenceOf, singleItem, withFrames } from './sequences/frames.ts';

describe('names', () => {
  it('come from a text with commas, and count on where it gives none', () => {
    expect(namesFrom(' warm, , cold', 4, 'set')).toEqual(['warm', 'set 2', 'cold', 'set 4']);
    expect(namesFrom('', 1, 'set')).toEqual(['set 1']);
  });

  it('of bands say the size of what they show, the finest first', () => {
    expect(bandNames(1)).toEqual(['all']);
    expect(bandNames(3)).toEqual(['about 1 to 2 cells', 'about 2 to 4 cells', 'the rest (layout)']);
  });

  it('of many files are numbered with as many digits as the last needs, at least two', () => {
    expect(numbered('house', 0, 1)).toBe('house');
    expect(numbered('house', 2, 9)).toBe('house-03');
    expect(numbered('house', 2, 150)).toBe('house-003');
  });

  it.each(['house', 'Häuser 3', '_a.b-c', '7'])('of files may be "%s"', (name) => {
    expect(fileNameParameter('x').safeParse(name).success).toBe(true);
  });

  it.each(['', '.hidden', '-x', 'a/b', 'a\\b', 'a:b', '../a', ' a', 'x'.repeat(101)])(
    'of files may not be "%s"',
    (name) => {
      expect(fileNameParameter('x').safeParse(name).success).toBe(false);
    },
  );

  it('of numbers are four digits, or a dash where there is none', () => {
    expect([formatNumber(1 / 3), formatNumber(123456), formatNumber(undefined)]).toEqual([0.3333, 123500, '-']);
  });
});

describe('reports', () => {
  it('have columns and axes with units where they have some', () => {
    expect(table('T', ['name', ['length', 'cells']], [['a', 1]])).toEqual({
      title: 'T',
      columns: [{ name: 'name' }, { name: 'length', unit: 'cells' }],
      rows: [['a', 1]],
    });
    expect(chart('C', 'line', ['frame', ['angle', 'rad']], [])).toEqual({
      title: 'C',
      kind: 'line',
      x: { label: 'frame' },
      y: { label: 'angle', unit: 'rad' },
      series: [],
    });
  });

  it('count places from one, or from where they begin, and leave out those without a value', () => {
    expect(counted('s', [5, undefined, 7])).toEqual({ name: 's', x: [1, 3], y: [5, 7] });
    expect(counted('s', [5], 0)).toEqual({ name: 's', x: [0], y: [5] });
  });
});

describe('warnings', () => {
  const said = (warn: (context: ReturnType<typeof fakeContext>) => void) => {
    const context = fakeContext();
    warn(context);
    return context.warnings;
  };
  const raw = (...strengths: number[]) => ({ direction: { scale: 'raw' as const }, strengths });
  const unit = (...strengths: number[]) => ({ direction: { scale: 'unit' as const }, strengths });

  it('come where a raw direction is followed beyond 2 either way, with the farthest strength', () => {
    expect(said((context) => warnOfStrengths([raw(2, -2)], context))).toEqual([]);
    expect(said((context) => warnOfStrengths([unit(50)], context))).toEqual([]);
    expect(said((context) => warnOfStrengths([raw(1, -3.5, 2.5), unit(9)], context))[0]).toContain('-3.5');
    expect(said((context) => warnOfStrengths([raw(2.5), raw(3.123456)], context))).toHaveLength(1);
    expect(said((context) => warnOfStrengths([raw(2.5), raw(3.123456)], context))[0]).toContain('3.123 ');
  });

  it('come where there is no signal to move', () => {
    expect(said((context) => warnOfPureNoise(latentsOf(1, PURE_NOISE), context))).toHaveLength(1);
    expect(said((context) => warnOfPureNoise(latentsOf(1, variancePreserving(9)), context))).toEqual([]);
  });

  it('come where a path is left, naming the end', () => {
    const ends = { from: 'a', to: 'b' };
    expect(said((context) => warnOfExtrapolation([0, 0.5, 1], ends, context))).toEqual([]);
    expect(said((context) => warnOfExtrapolation([0.2, -0.5], ends, context))[0]).toMatch(/t = -0.5.*beyond a/);
    expect(said((context) => warnOfExtrapolation([1.5, 0.2], ends, context))[0]).toMatch(/t = 1.5.*beyond b/);
    expect(said((context) => warnOfExtrapolation([-1, 2], ends, context))).toHaveLength(2);
  });

  it('come where weights do not sum to one, with their sum', () => {
    expect(said((context) => warnWhenNormalised([0.25, 0.75], context))).toEqual([]);
    expect(said((context) => warnWhenNormalised([], context))).toEqual([]);
    expect(said((context) => warnWhenNormalised([1, 2], context))[0]).toContain('sum to 3 ');
    expect(weightsOrEqual([], 3)).toEqual([1, 1, 1]);
    expect(weightsOrEqual([2, 3], 2)).toEqual([2, 3]);
  });
});

describe('what cannot be done is refused with place and remedy', () => {
  const refusal = (code: string, place: object, remedy: string) =>
    expect.objectContaining({ code, place, remedy: expect.stringContaining(remedy) });
  const batch = latentsOf(1, CLEAN, [2, 4, 2, 2]);

  it('several items where one has a meaning', () => {
    expect(singleItem('a', latentsOf(1))).toEqual(latentsOf(1).tensor);
    expect(() => singleItem('a', batch)).toThrowError(refusal('too-many-items', { port: 'a' }, 'Pick from batch'));
    expect(() => singleItem('a', batch)).toThrow('"a" has 2 items');
  });

  it('too short a sequence', () => {
    expect(sequenceOf('frames', batch, 2)).toHaveLength(2);
    expect(() => sequenceOf('frames', batch, 3)).toThrow('"frames" has 2 items, and this needs at least 3');
    expect(() => sequenceOf('frames', latentsOf(1), 2)).toThrow('"frames" has one item');
    expect(() => sequenceOf('frames', batch, 3)).toThrowError(
      refusal('too-few-items', { port: 'frames' }, 'Wire a batch'),
    );
  });

  it('too few points', () => {
    expect(requireAllTogether('Mean', [batch, batch])).toBe(batch);
    expect(requireAllTogether('Mean', [batch], 1)).toBe(batch);
    expect(() => requireAllTogether('Mean', [batch])).toThrow('Mean needs at least two points');
    expect(() => requireAllTogether('Mean', [], 1)).toThrow('Mean needs at least one point');
    expect(() => requireAllTogether('Mean', [])).toThrowError(
      refusal('missing-input', { port: 'points' }, 'Wire another'),
    );
    expect(() => requireAllTogether('Mean', [batch, batch, latentsOf(1, PURE_NOISE)])).toThrow(
      '"points.1" is clean and "points.3"',
    );
  });

  it('noise taken away by adding some', () => {
    const { tensor } = latentsOf(1);
    const [low, high] = [variancePreserving(1), variancePreserving(3)];
    expect(() => noisedItem(tensor, tensor, high, low)).toThrowError(
      refusal('too-noisy', { port: 'latents' }, 'noisier level'),
    );
    expect(() => noisedItem(tensor, tensor, high, low)).toThrow('σ 3.00 already, noisier than the σ 1.00');
    expect(() => noisedItem(tensor, tensor, PURE_NOISE, PURE_NOISE)).toThrow('pure noise already');
    expect(noisedItem(tensor, tensor, low, low)).toBe(tensor);
  });

  it('a folder without pictures', async () => {
    const files = { 'set/1.png': new Uint8Array(), 'set/2.png': new Uint8Array(), 'set/3.png': new Uint8Array() };
    const paths = (folder: string, limit: number) => imagePaths({ folder, limit }, fakeContext(files));
    expect(await paths('set', 0)).toHaveLength(3);
    expect(await paths('set', 2)).toEqual(['set/1.png', 'set/2.png']);
    await expect(paths('other', 0)).rejects.toThrowError(
      refusal('empty-folder', { port: 'folder' }, 'Choose a folder'),
    );
    await expect(paths('other', 0)).rejects.toThrow('"other"');
  });

  it('what geometry cannot answer, as a sentence, with a better remedy where the node knows one', () => {
    const fail = () => {
      throw new GeometryError('antipodal', 'a and b are opposite each other');
    };
    expect(withGeometryErrors(() => 7)).toBe(7);
    expect(() => withGeometryErrors(fail)).toThrow('A and b are opposite each other.');
    expect(() => withGeometryErrors(fail)).toThrowError(refusal('antipodal', {}, 'seeded axis'));
    expect(() => withGeometryErrors(fail, { antipodal: 'Choose lerp.' })).toThrowError(
      refusal('antipodal', {}, 'Choose lerp.'),
    );
    const fault = new TypeError('a fault of ours');
    expect(() =>
      withGeometryErrors(() => {
        throw fault;
      }),
    ).toThrow(fault);
  });
});

it('frames take the place of those of other latents, without what a sampler remembers', async () => {
  const like = { ...latentsOf(1, PURE_NOISE), history: 'something' };
  const made = await withFrames(like, [new Float32Array(16).fill(1), new Float64Array(16).fill(2)], fakeContext());
  expect(made.tensor.shape).toEqual([2, 4, 2, 2]);
  expect([made.tensor.data[0], made.tensor.data[31]]).toEqual([1, 2]);
  expect(made.level).toBe(PURE_NOISE);
  expect(made).not.toHaveProperty('history');
});
