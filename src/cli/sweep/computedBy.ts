import type { Engine } from '../../engine/createEngine.ts';
import type { Runner } from '../openRunner.ts';
import { cellKey, type SweepSetting } from './computeCell.ts';

type Computing = Pick<SweepSetting, 'run' | 'atOnce' | 'keyOf'>;

/** What computes the cells of a sweep, and by what it knows them. */
export function computedBy({ elsewhere, run }: Runner, engine: Engine, signal: AbortSignal): Computing {
  if (!elsewhere) return computedHere(engine, signal);
  return { run, atOnce: elsewhere.atOnce, keyOf: (asked) => elsewhere.keyOf(asked, signal) };
}

/** One cell after the other: each shares what it can with the one before. */
export function computedHere(engine: Engine, signal: AbortSignal): Computing {
  return {
    run: engine.run,
    atOnce: 1,
    keyOf: async (asked, given) => cellKey(asked.workflow, given ?? (await engine.keys(asked, signal))),
  };
}
