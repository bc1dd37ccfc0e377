import { shuffled } from '../geometry/shuffle.ts';
import { TorchGenerator } from '../tensor/random.ts';
import type { Work } from '../tensor/work.ts';
import { betaVaeScore } from './betaVaeScore.ts';
import { type Codes, chosen, sampleCount } from './codes.ts';
import { completeness, type Dci, dci, disentanglement } from './dci.ts';
import { explicitness } from './explicitness.ts';
import { factorVaeScore } from './factorVaeScore.ts';
import { fixedFactorDraws } from './fixedFactor.ts';
import { informationGaps, modularity } from './mig.ts';
import { informationTable } from './mutualInformation.ts';
import { oneCodeAccuracy, predictabilityGaps } from './sap.ts';

/** Every measure of one set of codes. */
export interface Measures {
  readonly dci: Dci & { readonly disentanglement: number; readonly completeness: number };
  /** For each factor. */
  readonly mig: readonly number[];
  readonly sap: readonly { readonly gap: number; readonly overChance: number }[];
  readonly explicitness: readonly number[];
  readonly modularity: number;
  readonly factorVae: number;
  readonly betaVae: number;
  /** In nats, [dimension][factor]. */
  readonly information: readonly (readonly number[])[];
}

/** Of the samples, a third is held out. */
const HELD_OUT = 1 / 3;
const LEARNED_DRAWS = 600;
const ASKED_DRAWS = 300;

/** @param seed of the split, of the forests and of what is drawn */
export function* measure(codes: Codes, seed: number): Work<Measures> {
  const generator = new TorchGenerator(seed);
  const order = shuffled(
    Array.from({ length: sampleCount(codes) }, (_, sample) => sample),
    generator,
  );
  const held = Math.max(1, Math.round(order.length * HELD_OUT));
  const [test, train] = [chosen(codes, order.slice(0, held)), chosen(codes, order.slice(held))];
  const information = yield* informationTable(codes);
  const forests = yield* dci(train, test, generator);
  const accuracy = yield* oneCodeAccuracy(train, test);
  const draw = fixedFactorDraws(codes, generator);
  const [learn, ask] = [LEARNED_DRAWS, ASKED_DRAWS].map((count) => Array.from({ length: count }, draw));
  return {
    dci: {
      ...forests,
      disentanglement: disentanglement(forests.importance),
      completeness: completeness(forests.importance),
    },
    mig: informationGaps(codes, information),
    sap: predictabilityGaps(accuracy, test),
    explicitness: yield* explicitness(train, test),
    modularity: modularity(information),
    factorVae: yield* factorVaeScore(codes, learn ?? [], ask ?? []),
    betaVae: yield* betaVaeScore(codes, learn ?? [], ask ?? []),
    information,
  };
}
