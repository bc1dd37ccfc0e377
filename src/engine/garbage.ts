import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Memory that nobody needs any longer, and V8 has not given back yet. */
export interface Garbage {
  /** So many bytes are held by nobody from now on. */
  add(bytes: number): void;
  /** Gives back what there is, where it is enough to be worth the moment that it takes. */
  collectSome(): void;
  /** Gives back all. */
  collectAll(): void;
}

/** V8 sees small objects where there are large arrays behind them, and takes its time. */
const WORTHWHILE = 64 * 2 ** 20;

export function createGarbage(collect: () => void = openCollector()): Garbage {
  let waiting = 0;
  const collectAll = () => {
    waiting = 0;
    collect();
  };
  return {
    add(bytes) {
      waiting += bytes;
    },
    collectSome() {
      if (waiting >= WORTHWHILE) collectAll();
    },
    collectAll,
  };
}

/** V8's own collector, which it hands out while this flag is set. */
function openCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  return typeof collect === 'function' ? () => void collect() : () => {};
}
