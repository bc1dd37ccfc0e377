const EVERY_MS = 500;
/** Less of a processor than this is waiting, not work. */
const BUSY = 0.05;

/** Milliseconds of processor that this process has used. */
export function usage() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Calls `hung` when this process has used more than `used` milliseconds of processor from now on, or has waited for `idle`
 * milliseconds in all: by the clock, a busy machine makes everything look as if it hung. Answers how to end the watch.
 * Tests in a process of their own are waited for, and so timed by the clock: what hung there once may not have (verdicts.mjs).
 */
export function watch({ used, idle }, hung) {
  const start = usage();
  let last = { used: start, at: performance.now() };
  let waited = 0;
  const timer = setInterval(() => {
    const now = { used: usage(), at: performance.now() };
    if (now.used - last.used < BUSY * (now.at - last.at)) waited += now.at - last.at;
    last = now;
    if (now.used - start <= used && waited <= idle) return;
    clearInterval(timer);
    hung();
  }, EVERY_MS);
  return () => clearInterval(timer);
}
