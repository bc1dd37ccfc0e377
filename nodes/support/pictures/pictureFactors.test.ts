import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeContext } from '../../testing/fakeContext.ts';
import { factorsFrom, factorsOf } from './pictureFactors.ts';

const columnOf = (values: readonly (string | number | boolean)[]) => values.map((value) => ({ what: value }));

/** Ten numbers twice, so that none is a new one for each sample. */
const twice = (count: number) => Array.from({ length: 2 * count }, (_, i) => i % count);

describe('what samples have in common is a factor', () => {
  it('whose labels say again what each sample has', () => {
    const value = fc.oneof(fc.constantFrom('red', 'green', 'blue'), fc.integer({ min: -3, max: 3 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 10 }), (values) => {
        fc.pre(new Set(values).size > 1);
        const [factor] = factorsFrom(columnOf(values));
        expect(factor?.labels.map((label) => factor.values[label])).toEqual(values.map(String));
      }),
    );
  });

  it('with numbers in their order, and words in that of the samples', () => {
    expect(factorsFrom(columnOf([10, 9, 10, -1]))).toEqual([
      { name: 'what', values: ['-1', '9', '10'], labels: [2, 1, 2, 0] },
    ]);
    expect(factorsFrom(columnOf(['b', 'a', 'b']))).toEqual([{ name: 'what', values: ['b', 'a'], labels: [0, 1, 0] }]);
    expect(factorsFrom(columnOf([10, 9, 'a', 9]))[0]?.values).toEqual(['10', '9', 'a']);
  });

  it('of ten numbers as they are, and of more in ten equal parts of their range', () => {
    expect(factorsFrom(columnOf(twice(10)))[0]?.values).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const [parted] = factorsFrom(columnOf(twice(11).map((value) => 20 + 3 * value)));
    expect(parted?.values).toEqual(Array.from({ length: 10 }, (_, i) => `from ${20 + 3 * i}`));
    expect(parted?.labels).toEqual(twice(11).map((value) => Math.min(9, value)));
  });

  it('of up to forty words; more are texts about the samples', () => {
    const words = (count: number) => columnOf(twice(count).map((value) => `word ${value}`));
    expect(factorsFrom(words(40))[0]?.values).toHaveLength(40);
    expect(factorsFrom(words(41))).toEqual([]);
  });

  it.each([
    ['takes one value only', columnOf([7, 7, 7])],
    ['is new for each of many samples', columnOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])],
    ['is missing at a sample', [{ what: 1 }, { other: 2 }]],
  ])('unless it %s', (_, facts) => {
    expect(factorsFrom(facts as Parameters<typeof factorsFrom>[0])).toEqual([]);
  });

  it('where few samples differ in all', () => {
    expect(factorsFrom(columnOf([3, 1, 2]))[0]?.labels).toEqual([2, 0, 1]);
    expect(factorsFrom(columnOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))).toHaveLength(1);
  });

  it('and of nothing there is none', () => {
    expect(factorsFrom([])).toEqual([]);
  });
});

describe('a file says what pictures show', () => {
  const read = (file: string, content: string, paths: readonly string[]) =>
    factorsOf(paths, file, fakeContext({ [file]: new TextEncoder().encode(content) }));
  const shape = [{ name: 'shape', values: ['round', 'flat'], labels: [0, 1] }];

  it('as JSON or as a table, from beside them or from the workspace', async () => {
    const json = '{"a.png": {"shape": "round"}, "b.png": {"shape": "flat"}}';
    expect(await read('set/facts.json', json, ['set/a.png', 'set/b.png'])).toEqual(shape);
    expect(await read('facts.json', json, ['a.png', 'b.png'])).toEqual(shape);
    const table = 'shape,picture\nflat,b.png\nround,a.png\n';
    expect(await read('set/facts.CSV', table, ['set/a.png', 'set/b.png'])).toEqual(shape);
    expect(await read('facts.csv', 'picture,shape\nset/a.png,round\n2.png,flat', ['set/a.png', '2.png'])).toEqual(
      shape,
    );
  });

  it.each([
    ['has no word about a picture', 'f.json', '{"b.png": {}}', 'nothing about "a.png", which it would call "a.png"'],
    ['is no JSON', 'f.json', '{', 'say for each picture'],
    ['lists no facts', 'f.json', '{"a.png": 3}', 'say for each picture'],
    ['has facts that are no values', 'f.json', '{"a.png": {"shape": null}}', 'say for each picture'],
    ['names no pictures', 'f.csv', 'file,shape\na.png,round', 'a column "picture"'],
    ['lies in another folder', 'set/f.json', '{"a.png": {"shape": "round"}}', 'a folder above "a.png"'],
  ])('or is refused where it %s', async (_, file, content, remedy) => {
    const refusal = {
      code: 'invalid-factors',
      place: { file, port: 'factors' },
      remedy: expect.stringContaining(remedy),
    };
    await expect(read(file, content, ['a.png'])).rejects.toMatchObject(refusal);
  });
});
