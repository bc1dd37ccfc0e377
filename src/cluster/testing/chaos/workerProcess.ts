import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { createEngine, type Engine } from '../../../engine/createEngine.ts';
import { openShared } from '../../openShared.ts';
import { createComputer } from '../../worker/computer.ts';
import type { Slot } from '../../worker/slot.ts';
import { startWorker } from '../../worker/startWorker.ts';
import type { ChaosSetting } from './settings.ts';

/** Milliseconds that each job takes beyond what it computes. */
const LONGER = 150;

/** A worker that is killed at any moment, and writes down what it computes. */
const setting = JSON.parse(process.argv[2] ?? '') as ChaosSetting;
const at = (path: string): string => join(setting.folder, path);
const own = createEngine({ program: setting.program, workspace: at('worker'), provider: 'cpu' });

const note = (what: string, file: string): void =>
  appendFileSync(at('computed.log'), `${what} ${process.pid} ${file}\n`);

/** The name of the file that the run gives which is computed now. */
let computing: string | undefined;

const engine: Engine = {
  ...own,
  async run(run, signal, emit) {
    computing = String(run.workflow.nodes.find(({ id }) => id === 'save')?.parameters.filename);
    note('begun', computing);
    // Kills are to hit it while it computes.
    await setTimeout(LONGER, undefined, { signal }).catch(() => undefined);
    return own.run(run, signal, emit);
  },
};

/** It is done when the store has all of it: one that is killed before that is computed again. */
async function noting<T>(work: Promise<T>): Promise<T> {
  try {
    const result = await work;
    if (computing !== undefined) note('completed', computing);
    return result;
  } catch (thrown) {
    if (computing !== undefined) note('cancelled', computing);
    throw thrown;
  } finally {
    computing = undefined;
  }
}

const { redis, store } = await openShared({ ...setting, store: at('store') }, () => {});
const scratch = at(`scratch-${process.pid}`);
const computer = createComputer({ engine, store, registry: nodeRegistry, scratch, maker: 'chaos' });
const slot: Slot = { ...computer, compute: (...asked) => noting(computer.compute(...asked)) };
const name = `worker ${process.pid}`;
await startWorker({ redis, slots: [slot], name, say: () => {}, lostAfter: setting.lostAfter });
process.send?.('ready');
