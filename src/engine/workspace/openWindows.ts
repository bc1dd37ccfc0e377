/** Background tabs may wake only once a minute. */
const SILENCE = 150_000;

/** Which windows say that they are open. One that crashed falls silent, one that closes says so. A clock that is set makes nobody silent. */
export function createOpenWindows(now: () => number = () => performance.now()) {
  const heard = new Map<string, number>();
  return {
    announce(window: string, open: boolean): void {
      if (open) heard.set(window, now());
      else heard.delete(window);
    },
    list(): readonly string[] {
      for (const [window, time] of heard) if (now() - time > SILENCE) heard.delete(window);
      return [...heard.keys()];
    },
  };
}
