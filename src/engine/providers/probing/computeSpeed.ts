import type { ProviderName } from '../../../protocol/types.ts';
import { createOnnxSession, onnxRuntime } from '../../sessions/onnx.ts';
import { sessionOptions } from '../sessionOptions.ts';
import { speedInput, speedNetwork, speedShape } from './speedNetwork.ts';

export interface Speed {
  /** Milliseconds of the fastest run of a sixteenth of the work. */
  readonly small: number;
  /** The same of the whole; absent where the small one took so long that there is no need. */
  readonly whole?: number;
  /** Some of the numbers that came out of the small one. */
  readonly sample: readonly number[];
}

const SMALL = 8;
const WHOLE = 32;
/** Milliseconds that the slowest of CPUs does not take for the small one. */
const HOPELESS = 500;
const MOST_RUNS = 7;
/** Milliseconds after which no further run begins. */
const ENOUGH = 2000;
const SAMPLES = 64;

/** How fast a provider computes in this process, as sessions of models do, once it is warm. @throws what ONNX Runtime throws. */
export async function computeSpeed(provider: ProviderName): Promise<Speed> {
  const { fastest: small, sample } = await time(provider, SMALL);
  if (small > HOPELESS) return { small, sample };
  return { small, whole: (await time(provider, WHOLE)).fastest, sample };
}

async function time(provider: ProviderName, side: number): Promise<{ fastest: number; sample: number[] }> {
  const { Tensor } = await onnxRuntime();
  const session = await createOnnxSession(speedNetwork(side), sessionOptions(provider));
  const x = new Tensor('float32', speedInput(side), speedShape(side));
  const numbers = (await session.run({ x })).y?.data as Float32Array;
  const begun = performance.now();
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < MOST_RUNS && (run === 0 || performance.now() - begun < ENOUGH); run++) {
    const start = performance.now();
    await session.run({ x });
    fastest = Math.min(fastest, performance.now() - start);
  }
  await session.release();
  const apart = Math.floor(numbers.length / SAMPLES);
  return { fastest, sample: Array.from({ length: SAMPLES }, (_, index) => numbers[index * apart] ?? 0) };
}
