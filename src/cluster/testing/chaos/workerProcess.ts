import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { createEngine, type Engine } from '../../../engine/createEngine.ts';
import { openShared } from '../../openShared.ts';
import { createComputer } from '../../worker/computer.ts';
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

/** Begun and done, by the name of the file that the run gives. */
const engine: Engine = {
  ...own,
  async run(run, signal, emit) {
    const file = String(run.workflow.nodes.find(({ id }) => id === 'save')?.parameters.filename);
    note('begun', file);
    // Kills are to hit it while it computes.
    await setTimeout(LONGER, undefined, { signal }).catch(() => undefined);
    const result = await own.run(run, signal, emit);
    note(result.outcome, file);
    return result;
  },
};

const { redis, store } = await openShared({ ...setting, store: at('store') }, () => {});
const scratch = at(`scratch-${process.pid}`);
const computer = createComputer({ engine, store, registry: nodeRegistry, scratch, maker: 'chaos' });
const name = `worker ${process.pid}`;
await startWorker({ redis, slots: [computer], name, say: () => {}, lostAfter: setting.lostAfter });
process.send?.('ready');
