/** Milliseconds: less than a frame takes. */
const LONGEST_TURN = 10;

/** Awaited between pieces of long work: lets the page hear and draw now and then. */
export function pageTurns(): { pause(): Promise<void> } {
  let last = performance.now();
  return {
    async pause() {
      if (performance.now() - last < LONGEST_TURN) return;
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    },
  };
}
