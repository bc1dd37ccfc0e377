import { describe, expect, test } from 'vitest';
import { TorchGenerator } from './random.ts';
import { goldenCase, goldenCases, maxDifference } from './testing/goldens.ts';
import { expectParity } from './testing/parity.ts';

/** torch's vectorised log, sin and cos differ in the last bits between processors. */
const tolerance = 3e-6;

describe('a seed gives the numbers that torch gives', () => {
  for (const golden of goldenCases('torch-random', /^randn-f32-/)) {
    const names = Object.keys(golden.manifest.tensors).filter((name) => /^randn_[\dx]+$/.test(name));
    for (const name of names) {
      test(`${golden.name} ${name}`, () => {
        const expected = golden.tensor(name);
        const drawn = new TorchGenerator(golden.manifest.seed).randn(expected.shape);
        expect(drawn.shape).toEqual(expected.shape);
        expectParity(golden, { error: maxDifference(drawn.data, expected.data), tolerance });
      });
    }

    test(`${golden.name} over a large latent`, () => {
      const { data } = new TorchGenerator(golden.manifest.seed).randn([16, 128, 128]);
      const part = (name: string) => golden.tensor(`randn_16x128x128.${name}`).data;
      expect(maxDifference(data.subarray(0, 2048), part('first2048'))).toBeLessThan(tolerance);
      expect(maxDifference(data.subarray(-2048), part('last2048'))).toBeLessThan(tolerance);
      expect(
        maxDifference(
          data.filter((_, i) => i % 101 === 0),
          part('every101st'),
        ),
      ).toBeLessThan(tolerance);
    });
  }

  for (const golden of goldenCases('torch-random', /^randn-sequence-/)) {
    test(`${golden.name}: one generator keeps its place and its cached second value`, () => {
      const generator = new TorchGenerator(golden.manifest.seed);
      for (const name of Object.keys(golden.manifest.tensors)) {
        const expected = golden.tensor(name);
        const error = maxDifference(generator.randn(expected.shape).data, expected.data);
        expectParity(golden, { error, tolerance }, name);
      }
    });
  }

  test('uniform draws, normal draws and integers share one stream', () => {
    const golden = goldenCase('torch-random', 'mixed-draws-seed3');
    const generator = new TorchGenerator(3);
    expect(generator.rand([10]).data).toEqual(golden.tensor('rand_10').data);
    expectParity(golden, { error: maxDifference(generator.randn([5]).data, golden.tensor('randn_5').data), tolerance });
    expect(generator.rand([100]).data).toEqual(golden.tensor('rand_100').data);
    expect(maxDifference(generator.randn([20]).data, golden.tensor('randn_20').data)).toBeLessThan(tolerance);
    expect(generator.randint(0, 1000, 8)).toEqual([...golden.tensor('randint_0_1000_x8').data]);
    expect(maxDifference(generator.randn([5]).data, golden.tensor('randn_f64_5').data)).toBeLessThan(tolerance);
  });
});

describe('seeds', () => {
  const first = (seed: number) => [...new TorchGenerator(seed).randn([16]).data];

  test('count by their low 32 bits, as in torch', () => {
    expect(first(2 ** 32 + 5)).toEqual(first(5));
    expect(first(-1)).toEqual(first(2 ** 32 - 1));
  });

  test.each([0.5, Number.NaN, 2 ** 60])('that are no exact whole numbers are refused: %d', (seed) => {
    expect(() => new TorchGenerator(seed)).toThrow(`a seed is a whole number, not ${seed}`);
  });

  test('an empty range of integers is refused', () => {
    expect(() => new TorchGenerator(0).randint(3, 3, 1)).toThrow('no integer from 3');
  });
});
