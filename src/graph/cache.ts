import { type Held, heldBy } from './heldBytes.ts';

/** What a node gave, kept under its content key. */
export interface CachedResult {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
  /** Whether it is almost what the node gives, and had to be made in another way. */
  readonly makeshift?: boolean;
  /** Files written, with the fingerprint that each had: gone or changed files make the result stale. */
  readonly files: readonly { readonly path: string; readonly fingerprint: string }[];
}

export interface ResultCache {
  get(key: string): CachedResult | undefined;
  set(key: string, result: CachedResult): void;
  clear(): void;
  /** Changes the budget; what is beyond the new one goes. */
  resize(budget: number): void;
  /** Bytes held: memory that several results share is counted once. */
  readonly bytes: number;
}

/**
 * Keeps results up to `budget` bytes; the least recently used go first. A result larger than the budget is not kept.
 * @param released is told how many bytes nobody holds any longer for the cache.
 */
export function createCache(budget: number, released: (bytes: number) => void = () => {}): ResultCache {
  const entries = new Map<string, { readonly result: CachedResult; readonly held: Held }>();
  const counter = createCounter();

  let most = budget;

  const shrink = () => {
    for (const oldest of entries.keys()) {
      if (counter.bytes <= most) break;
      drop(oldest);
    }
  };

  const drop = (key: string) => {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    const before = counter.bytes;
    counter.remove(entry.held);
    released(before - counter.bytes);
  };

  return {
    get(key) {
      const found = entries.get(key);
      if (!found) return undefined;
      entries.delete(key);
      entries.set(key, found);
      return found.result;
    },
    set(key, result) {
      if (entries.get(key)?.result === result) return;
      drop(key);
      const held = heldBy({ key, result });
      if (bytesOf(held) > most) return released(bytesOf(held));
      entries.set(key, { result, held });
      counter.add(held);
      shrink();
    },
    resize(bytes) {
      most = bytes;
      shrink();
    },
    clear() {
      for (const key of [...entries.keys()]) drop(key);
    },
    get bytes() {
      return counter.bytes;
    },
  };
}

function bytesOf({ buffers, bytes }: Held): number {
  return [...buffers].reduce((sum, buffer) => sum + buffer.byteLength, bytes);
}

/** Sums what values hold, each buffer once for all that look at it. */
function createCounter() {
  const holders = new Map<ArrayBufferLike, number>();
  let total = 0;
  return {
    add({ buffers, bytes }: Held) {
      total += bytes;
      for (const buffer of buffers) {
        const before = holders.get(buffer) ?? 0;
        if (before === 0) total += buffer.byteLength;
        holders.set(buffer, before + 1);
      }
    },
    remove({ buffers, bytes }: Held) {
      total -= bytes;
      for (const buffer of buffers) {
        const left = (holders.get(buffer) ?? 0) - 1;
        if (left > 0) holders.set(buffer, left);
        else if (holders.delete(buffer)) total -= buffer.byteLength;
      }
    },
    get bytes() {
      return total;
    },
  };
}
