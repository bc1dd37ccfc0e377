/** Milliseconds: less than a frame takes. */
const LONGEST_TURN = 10;

export interface PageTurns {
  /** Awaited between pieces of long work: lets the page hear and draw now and then. */
  pause(): Promise<void>;
  /** Lets the page have its turn now. */
  rest(): Promise<void>;
  /** Whoever waits goes on at once, and nobody waits while this lasts: the page may be closing. */
  hurry<T>(work: () => Promise<T>): Promise<T>;
}

export function pageTurns(): PageTurns {
  let last = performance.now();
  let hurried = 0;
  const waiting = new Set<() => void>();
  const rest = async () => {
    if (hurried > 0) return;
    await new Promise<void>((resolve) => {
      const goOn = () => {
        waiting.delete(goOn);
        resolve();
      };
      waiting.add(goOn);
      setTimeout(goOn);
    });
    last = performance.now();
  };
  return {
    rest,
    pause: async () => {
      if (performance.now() - last >= LONGEST_TURN) await rest();
    },
    async hurry(work) {
      hurried++;
      for (const goOn of waiting) goOn();
      try {
        return await work();
      } finally {
        hurried--;
      }
    },
  };
}
