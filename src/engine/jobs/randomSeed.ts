import { randomInt } from 'node:crypto';

/** A seed as people like them: of ten digits at most. */
export function randomSeed(): number {
  return randomInt(2 ** 32);
}
