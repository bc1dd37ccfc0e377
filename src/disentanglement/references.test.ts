import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TorchGenerator } from '../tensor/random.ts';
import { mean } from '../tensor/reduce.ts';
import { finish } from '../tensor/work.ts';
import { betaVaeScore } from './betaVaeScore.ts';
import { type Codes, chosen } from './codes.ts';
import { completeness, dci, disentanglement } from './dci.ts';
import { explicitness } from './explicitness.ts';
import { factorVaeScore } from './factorVaeScore.ts';
import type { FixedFactor } from './fixedFactor.ts';
import { informationGaps, modularity } from './mig.ts';
import { informationTable } from './mutualInformation.ts';
import { oneCodeAccuracy } from './sap.ts';

interface Case {
  readonly name: string;
  readonly codes: number[][];
  readonly labels: number[][];
  readonly held_out: number;
  readonly learn: FixedFactor[];
  readonly ask: FixedFactor[];
  readonly information: number[][];
  readonly mig: number[];
  readonly modularity: number;
  readonly one_code_accuracy: number[][];
  readonly explicitness: number[];
  readonly dci: { readonly mean: number[]; readonly deviation: number[] };
  readonly factor_vae: number;
  readonly beta_vae: number;
}

const cases: Case[] = JSON.parse(readFileSync('fixtures/disentanglement/measures.json', 'utf8'));

function codesOf({ codes, labels }: Case): Codes {
  const factors = [0, 1, 2].map((at) => {
    const own = labels.map((row) => row[at] as number);
    const values = Array.from({ length: Math.max(...own) + 1 }, (_, value) => String(value));
    return { name: String(at), values, labels: own };
  });
  return { values: { data: Float32Array.from(codes.flat()), shape: [codes.length, codes[0]?.length ?? 0] }, factors };
}

function splitOf(each: Case): [train: Codes, test: Codes] {
  const all = codesOf(each);
  const samples = each.codes.map((_, sample) => sample);
  return [chosen(all, samples.slice(each.held_out)), chosen(all, samples.slice(0, each.held_out))];
}

function expectClose(ours: readonly number[], theirs: readonly number[], within = 1e-6): void {
  expect(ours).toHaveLength(theirs.length);
  for (const [at, value] of theirs.entries())
    expect(Math.abs((ours[at] as number) - value), `number ${at}`).toBeLessThanOrEqual(within);
}

describe.each(cases)('of $name', (each) => {
  const codes = codesOf(each);
  const [train, test_] = splitOf(each);

  test('mutual information and its gaps are those of scikit-learn', () => {
    const table = finish(informationTable(codes));
    expectClose(table.flat(), each.information.flat());
    expectClose(informationGaps(codes, table), each.mig);
    expectClose([modularity(table)], [each.modularity]);
  });

  test('what one dimension alone tells is what discriminant analysis of scikit-learn gets right', () => {
    expectClose(finish(oneCodeAccuracy(train, test_)).flat(), each.one_code_accuracy.flat());
  });

  test('explicitness is that of logistic regression of scikit-learn', () => {
    expectClose(finish(explicitness(train, test_)), each.explicitness);
  });

  test('the scores of FactorVAE and beta-VAE are the same for the same draws', () => {
    expectClose([finish(factorVaeScore(codes, each.learn, each.ask))], [each.factor_vae]);
    expectClose([finish(betaVaeScore(codes, each.learn, each.ask))], [each.beta_vae]);
  });

  test('disentanglement, completeness and informativeness lie where the bagged trees of scikit-learn lie over their seeds', () => {
    const runs = [0, 1, 2].map((seed) => {
      const { importance, informativeness } = finish(dci(train, test_, new TorchGenerator(seed)));
      return [disentanglement(importance), completeness(importance), mean(informativeness)];
    });
    for (const [at, center] of each.dci.mean.entries()) {
      const ours = mean(runs.map((run) => run[at] as number));
      expect(Math.abs(ours - center), `number ${at}`).toBeLessThan(4 * (each.dci.deviation[at] as number) + 0.005);
    }
  });
});
