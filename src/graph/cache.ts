/** What a node gave, kept under its content key. */
export interface CachedResult {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
  /** Files written, with the fingerprint that each had: gone or changed files make the result stale. */
  readonly files: readonly { readonly path: string; readonly fingerprint: string }[];
}

export interface ResultCache {
  get(key: string): CachedResult | undefined;
  set(key: string, result: CachedResult): void;
  clear(): void;
  /** Bytes of tensor data held. */
  readonly bytes: number;
}

/** Keeps results up to `budget` bytes; the least recently used go first. A result larger than the budget is not kept. */
export function createCache(budget: number): ResultCache {
  const entries = new Map<string, { result: CachedResult; bytes: number }>();
  let total = 0;

  const drop = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
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
      drop(key);
      const bytes = bytesOf(result.outputs);
      if (bytes > budget) return;
      entries.set(key, { result, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= budget) break;
        drop(oldest);
      }
    },
    clear() {
      entries.clear();
      total = 0;
    },
    get bytes() {
      return total;
    },
  };
}

const ENTRY_OVERHEAD = 1024;
const MAX_DEPTH = 6;

/** Typed arrays reachable from a value, and a little for the rest. Handles (models) count as small: sessions have a budget of their own. */
function bytesOf(value: unknown, depth = 0): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length * 2;
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return 0;
  return Object.values(value).reduce<number>(
    (sum, child) => sum + bytesOf(child, depth + 1),
    depth === 0 ? ENTRY_OVERHEAD : 0,
  );
}
