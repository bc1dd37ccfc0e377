import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import { maxAbs } from '../reduce.ts';
import { type GoldenCase, maxDifference } from './goldens.ts';

/** A comparison with a recording, of which `npm run parity` makes its tables. */
export interface Comparison {
  /** Folder and name of the recording. */
  readonly recording: string;
  /** Title of the sampler; none for single networks. */
  readonly sampler?: string;
  readonly error: number;
  readonly tolerance: number;
}

const log = process.env.PARITY_LOG;

/** Largest difference relative to the larger of 1 and the recorded peak. */
export function peakError(actual: ArrayLike<number>, expected: Float32Array): number {
  return maxDifference(actual, expected) / Math.max(1, maxAbs(expected));
}

/** Expects an error within its tolerance, and tells `npm run parity` of it. */
export function expectParity(
  { folder, name }: GoldenCase,
  { error, tolerance, sampler }: Omit<Comparison, 'recording'>,
  where?: string,
): void {
  const comparison: Comparison = { recording: `${folder}/${name}`, error, tolerance, ...(sampler && { sampler }) };
  // JSON has no infinity, which stands for numbers that are none.
  if (log) appendFileSync(log, `${JSON.stringify({ ...comparison, error: Math.min(error, Number.MAX_VALUE) })}\n`);
  expect(error, where).toBeLessThanOrEqual(tolerance);
}
