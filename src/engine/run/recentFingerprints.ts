/** What files of models were a moment ago, for runs that follow each other under a slider. */
export interface RecentFingerprints {
  /** What was read last under this name, or what is read now where that is too long ago. */
  of(name: string, read: () => Promise<string>): Promise<string>;
  /** What computes is another: whatever was read holds no more. */
  forget(): void;
}

/**
 * Milliseconds. To ask each file of a model how old it is takes a dozen turns of the event loop, before each picture. Results
 * stay true meanwhile: what computes is what was loaded under the older fingerprint, and what is loaded now and has another is not used.
 */
const LONGEST = 1000;

export function createRecentFingerprints(now: () => number = () => performance.now()): RecentFingerprints {
  const known = new Map<string, { readonly at: number; readonly fingerprint: string }>();
  let generation = 0;
  return {
    async of(name, read) {
      const recent = known.get(name);
      if (recent && now() - recent.at < LONGEST) return recent.fingerprint;
      const at = now();
      known.delete(name);
      const began = generation;
      const fingerprint = await read();
      // What was read for a device that was left meanwhile is of that device.
      if (began === generation) known.set(name, { at, fingerprint });
      return fingerprint;
    },
    forget() {
      generation += 1;
      known.clear();
    },
  };
}
