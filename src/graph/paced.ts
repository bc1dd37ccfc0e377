import type { Work } from '../tensor/work.ts';
import type { Context } from './context.ts';

/**
 * Goes on with long work; at each of its stops a cancel is heard, and throws.
 * @param atStop is told what the work stops with, where it says something.
 */
export async function paced<Result, Stop = undefined>(
  work: Work<Result, Stop | undefined>,
  { pause }: Pick<Context, 'pause'>,
  atStop?: (stop: Stop) => Promise<void>,
): Promise<Result> {
  for (;;) {
    await pause();
    const step = work.next();
    if (step.done) return step.value;
    if (step.value !== undefined) await atStop?.(step.value);
  }
}
