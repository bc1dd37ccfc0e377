import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { type FactorName, type Facts, factorNames, factorWords, valueOfWord } from '../../src/scenes/facts.ts';
import { batchItem, batchSize, type Tensor } from '../../src/tensor/tensor.ts';

/** What the probe sees in a picture. */
export interface Reading {
  readonly facts: Facts;
  /** Of each value of each factor, in the order of `factorWords`. */
  readonly probabilities: { readonly [Name in FactorName]: readonly number[] };
}

/** A network that reads the factors of a scene: right on renders, and so a measure of what the model makes. */
export interface Probe {
  /** Pictures [B, 3, 128, 128] in 0..1. */
  read(pictures: Tensor): Promise<Reading[]>;
}

/** @param folder with `model.onnx` and `config.json`, as the training writes it */
export async function openProbe(folder: string): Promise<Probe> {
  requireSameFactors(folder);
  const session = await InferenceSession.create(join(folder, 'model.onnx'));
  return {
    async read(pictures) {
      const readings: Reading[] = [];
      for (let index = 0; index < batchSize(pictures); index++) {
        const picture = batchItem(pictures, index);
        const pixels = picture.data.map((value) => 2 * value - 1);
        const { logits } = await session.run({ sample: new OnnxTensor('float32', pixels, [...picture.shape]) });
        readings.push(readingOf(logits?.data as Float32Array));
      }
      return readings;
    },
  };
}

function requireSameFactors(folder: string): void {
  const { factors } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as { factors: unknown };
  const ours = Object.fromEntries(
    factorNames.map((name) => [name, factorWords[name].map((word) => valueOfWord(name, word))]),
  );
  if (JSON.stringify(factors) !== JSON.stringify(ours)) {
    throw new Error(`The probe in ${folder} reads other factors than the scenes have. Train it again.`);
  }
}

function readingOf(logits: Float32Array): Reading {
  const facts: Partial<Record<FactorName, string>> = {};
  const probabilities: Partial<Record<FactorName, number[]>> = {};
  let from = 0;
  for (const name of factorNames) {
    const values = factorWords[name];
    const shares = softmax([...logits.subarray(from, from + values.length)]);
    probabilities[name] = shares;
    facts[name] = values[shares.indexOf(Math.max(...shares))] as string;
    from += values.length;
  }
  return { facts: facts as Facts, probabilities: probabilities as Reading['probabilities'] };
}

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
