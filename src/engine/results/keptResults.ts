import { packResult, unpackResult } from '../../graph/codec/outputs.ts';
import type { KeptResults, MadeResult } from '../../graph/execution.ts';
import { clearLeftovers } from '../files/clearLeftovers.ts';
import { keptFolder } from '../files/keptFolder.ts';
import { sha256 } from '../files/sha256.ts';
import { once } from '../once.ts';
import type { ResultsBudget } from './resultsBudget.ts';
import { leastCost, worthKeeping } from './worthKeeping.ts';

/** Results of nodes on the disk of this machine, for later processes. */
export interface ResultStore extends KeptResults {
  /** Bytes on the disk. */
  size(): Promise<number>;
  /** Throws away what is beyond the budget, after that has changed. */
  shrink(): Promise<void>;
  clear(): Promise<void>;
  /** Writes what waits. */
  settle(): Promise<void>;
}

export interface ResultStoreParts {
  /** Made when something is written. Where it cannot be, or is full, nothing is kept. */
  readonly folder: string;
  readonly budget: ResultsBudget;
  /** What results depend on besides their content keys: only what the same maker has made is found. */
  readonly maker: () => Promise<string>;
}

/** Milliseconds. What took so long is written at once. */
const longWork = 1000;

/**
 * Milliseconds without other results, after which the rest is written: under a slider one result of a node follows another,
 * and only the last of them is worth a place.
 */
const restAfter = 1000;

/** Milliseconds for which nothing is written after the disk refused. */
const refusedFor = 60_000;

export function createResultStore({ folder, budget, maker }: ResultStoreParts): ResultStore {
  const kept = keptFolder(folder, { budget: budget.read, secluded: true });
  const makerOnce = once(maker);
  const cleared = once(() => clearLeftovers(folder));
  /** By node. */
  const waiting = new Map<string, MadeResult>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let refusedUntil = 0;

  const nameOf = async (key: string) => sha256(`${await makerOnce()}\0${key}`);

  async function write(made: MadeResult, keysNow: MadeResult['keysNow']): Promise<void> {
    if (performance.now() < refusedUntil || (await budget.read()) === 0) return;
    const packed = packResult(made.ports, made.result);
    if (!packed || !worthKeeping(made.milliseconds, packed.byteLength)) return;
    // A file that was written to while the node read it gives a result that is not that of its key.
    if ((await keysNow()).get(made.node) !== made.key) return;
    await cleared();
    await kept.write(await nameOf(made.key), packed.bytes()).catch(() => {
      refusedUntil = performance.now() + refusedFor;
    });
  }

  function writeWaiting(): void {
    clearTimeout(timer);
    const all = [...waiting.values()];
    waiting.clear();
    // What waits of one run is confirmed by one look at its files.
    const looks = new Map(all.map(({ keysNow }) => [keysNow, once(keysNow)]));
    for (const made of all) {
      const keysNow = looks.get(made.keysNow) ?? made.keysNow;
      writing = writing.then(() => write(made, keysNow)).catch(() => undefined);
    }
  }

  return {
    async find(key, ports) {
      const name = await nameOf(key).catch(() => undefined);
      if (name === undefined) return undefined;
      const bytes = await kept.read(name);
      const result = bytes && unpackResult(ports, bytes as Uint8Array<ArrayBuffer>);
      if (bytes && !result) await kept.remove(name);
      return result;
    },
    offer(made) {
      if (made.milliseconds < leastCost) return;
      waiting.set(made.node, made);
      if (made.milliseconds >= longWork) return writeWaiting();
      clearTimeout(timer);
      timer = setTimeout(writeWaiting, restAfter);
      timer.unref();
    },
    size: kept.size,
    shrink: kept.shrink,
    clear: async () => {
      waiting.clear();
      await writing;
      await kept.clear();
    },
    async settle() {
      writeWaiting();
      await writing;
    },
  };
}
