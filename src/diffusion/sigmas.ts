import { betaQuantile } from './betaQuantile.ts';
import { type Picked, picks } from './pickedSigmas.ts';
import { linspace } from './spacing.ts';

/** Karras et al., arXiv 2206.00364, eq. 5 with rho = 7: `count` sigmas from `max` down to `min`. */
export function karrasSigmas(max: number, min: number, count: number): number[] {
  const rho = 7;
  const from = max ** (1 / rho);
  const to = min ** (1 / rho);
  return linspace(0, 1, count).map((ramp) => (from + ramp * (to - from)) ** rho);
}

/** Sigmas with a constant ratio: `count` of them from `max` down to `min`. */
export function exponentialSigmas(max: number, min: number, count: number): number[] {
  return linspace(Math.log(max), Math.log(min), count).map(Math.exp);
}

/** Dense at both ends (Lee et al., arXiv 2407.12173): `count` quantiles of Beta(0.6, 0.6) from `max` down to `min`. */
export function betaSigmas(max: number, min: number, count: number): number[] {
  return linspace(0, 1, count).map((ramp) => min + betaQuantile(1 - ramp) * (max - min));
}

/** Ways to spread sigmas between a largest and a smallest. */
export const spreads = {
  karras: karrasSigmas,
  exponential: exponentialSigmas,
  beta: betaSigmas,
  /** Evenly in ln sigma (Lu et al., arXiv 2206.00927); only DPM++ has it, which tells the network other timesteps. */
  lu: exponentialSigmas,
} as const satisfies Record<string, (max: number, min: number, count: number) => number[]>;

export type Spread = keyof typeof spreads;

/** How sigmas are spread: by the timesteps alone, anew between two ends, or picked from the levels of training. */
export type SigmaKind = 'normal' | Spread | Picked;

/** All of them, in the order of menus. */
export const sigmaKinds = [
  'normal',
  ...(Object.keys(spreads) as Spread[]),
  ...(Object.keys(picks) as Picked[]),
] as const satisfies readonly SigmaKind[];

export function isPicked(kind: SigmaKind): kind is Picked {
  return Object.hasOwn(picks, kind);
}

/** The training sigma at a fractional timestep: linear in between, the ends beyond (numpy.interp). */
export function sigmaAtTimestep(trainingSigmas: Float32Array, timestep: number): number {
  const last = trainingSigmas.length - 1;
  const clamped = Math.min(Math.max(timestep, 0), last);
  const below = Math.min(Math.floor(clamped), Math.max(last - 1, 0));
  const low = trainingSigmas[below] as number;
  const high = trainingSigmas[Math.min(below + 1, last)] as number;
  // The last may be infinite, of which no part is to be taken.
  return clamped === below ? low : low + (clamped - below) * (high - low);
}

/**
 * The fractional timestep of a sigma: linear in ln(sigma) after the last training step that is not above it, the ends beyond;
 * sigmas that were brought to zero terminal SNR may fall at the end. The logarithms of the training sigmas are float32, as in
 * diffusers, where that decides which whole timestep DPM++ tells the network.
 */
export function timestepAtSigma(trainingSigmas: Float32Array, sigma: number): number {
  const last = trainingSigmas.length - 1;
  if (last === 0) return 0;
  const wanted = Math.log(Math.max(sigma, 1e-10));
  const logs = logarithms(trainingSigmas);
  const reached = logs.findLastIndex((log) => log <= wanted);
  const below = Math.min(Math.max(reached, 0), last - 1);
  const [low, high] = [logs[below] as number, logs[below + 1] as number];
  return below + Math.min(Math.max((wanted - low) / (high - low), 0), 1);
}

const known = new WeakMap<Float32Array, Float32Array>();

function logarithms(sigmas: Float32Array): Float32Array {
  const logs = known.get(sigmas) ?? sigmas.map(Math.log);
  known.set(sigmas, logs);
  return logs;
}
