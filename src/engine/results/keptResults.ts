import { packResult, unpackResult } from '../../graph/codec/outputs.ts';
import type { KeptResults, MadeResult } from '../../graph/execution.ts';
import { clearLeftovers } from '../files/clearLeftovers.ts';
import { keptFolder } from '../files/keptFolder.ts';
import { sha256 } from '../files/sha256.ts';
import { once } from '../once.ts';
import type { ResultsBudget } from './resultsBudget.ts';
import { leastCost, worthKeeping } from './worthKeeping.ts';

/** Results of nodes on the disk of this machine, for later processes. */
export interface ResultStore extends Pick<KeptResults, 'find'> {
  /**
   * Keeps a result if that is worth it, some time later: nobody waits for it.
   * @param isPassing others of the same node follow within moments, as under a slider: only the last is worth a place.
   */
  offer(made: MadeResult, isPassing: boolean): void;
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

/** Milliseconds. What took so long is written at once, though it may pass. */
const longWork = 1000;

/** Milliseconds without other results, after which the last of those that pass is written. */
const restAfter = 1000;

/** Results that wait for a slow disk; what comes beyond is not kept. */
const mostWriting = 200;

/** Milliseconds for which nothing is written after the disk refused. */
const refusedFor = 60_000;

export function createResultStore({ folder, budget, maker }: ResultStoreParts): ResultStore {
  const kept = keptFolder(folder, { budget: budget.read, secluded: true });
  const makerOnce = once(maker);
  const cleared = once(() => clearLeftovers(folder));
  /** By node. */
  const waiting = new Map<string, MadeResult>();
  let writing: Promise<void> = Promise.resolve();
  let underWay = 0;
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

  function writeLater(made: MadeResult, keysNow: MadeResult['keysNow']): void {
    if (underWay >= mostWriting) return;
    underWay++;
    writing = writing
      .then(() => write(made, keysNow))
      .catch(() => undefined)
      .finally(() => {
        underWay--;
      });
  }

  function writeWaiting(): void {
    clearTimeout(timer);
    const all = [...waiting.values()];
    waiting.clear();
    // What waits of one run is confirmed by one look at its files.
    const looks = new Map(all.map(({ keysNow }) => [keysNow, once(keysNow)]));
    for (const made of all) writeLater(made, looks.get(made.keysNow) ?? made.keysNow);
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
    offer(made, isPassing) {
      if (made.milliseconds < leastCost) return;
      if (!isPassing) return writeLater(made, made.keysNow);
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
