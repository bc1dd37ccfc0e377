/** Fewer bytes say nothing of the speed: small files take their time to be asked for. */
const worthMeasuring = 1e6;
/** Where all of it is small. */
const partWorthMeasuring = 0.01;

/** How far back the speed is measured, and how often at most (milliseconds). */
const window = 20_000;
const interval = 250;

/**
 * Says how long a download will take, at the speed of the last seconds.
 * @param now milliseconds.
 * @returns seconds; undefined until there is something to measure.
 */
export function createTimeLeft(
  now: () => number = () => performance.now(),
): (received: number, total: number) => number | undefined {
  let samples: readonly { readonly time: number; readonly received: number }[] = [];
  return (received, total) => {
    const time = now();
    const last = samples.at(-1);
    if (!last || time - last.time >= interval) {
      samples = [...samples.filter((sample) => time - sample.time <= window), { time, received }];
    }
    const [first] = samples;
    const [passed, came] = [time - (first?.time ?? time), received - (first?.received ?? received)];
    if (passed < 2 * interval || came < Math.min(worthMeasuring, total * partWorthMeasuring)) return undefined;
    return ((total - received) * passed) / came / 1000;
  };
}
