import { describe, expect, test } from 'vitest';
import { TorchGenerator } from '../../tensor/random.ts';
import { finish } from '../../tensor/work.ts';
import { combine, type Vector } from '../vector.ts';
import { attributeJudge } from './attributeJudge.ts';

const size = 64;
const draw = (seed: number) => new TorchGenerator(seed).randn([size]).data;
const attribute = draw(1000);
const withIt = (seed: number) => combine(1, draw(seed), 0.8, attribute);
const seeds = (from: number) => Array.from({ length: 24 }, (_, index) => from + index);

const contrast = { positive: seeds(1).map(withIt), negative: seeds(101).map(draw) };
const judge = finish(attributeJudge(contrast));
const mean = (latents: readonly Vector[]) =>
  latents.reduce((sum, latent) => sum + judge.read(latent), 0) / latents.length;

describe('a judge of an attribute', () => {
  test('reads +1 at the mean of the pictures with it, -1 at that of those without', () => {
    expect(mean(contrast.positive)).toBeCloseTo(1, 6);
    expect(mean(contrast.negative)).toBeCloseTo(-1, 6);
  });

  test('tells pictures that it has never seen apart', () => {
    expect(seeds(201).filter((seed) => judge.read(withIt(seed)) > 0).length).toBeGreaterThan(20);
    expect(seeds(301).filter((seed) => judge.read(draw(seed)) > 0).length).toBeLessThan(4);
  });

  test('is not moved by what has nothing to do with it', () => {
    const moved = combine(1, draw(400), 0.8, draw(2000));
    expect(Math.abs(judge.read(moved) - judge.read(draw(400)))).toBeLessThan(0.5);
  });
});
