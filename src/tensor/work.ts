/**
 * Long work in pieces. Whoever goes on with it may let others have their turn at each stop, or leave it there: nothing is
 * given before the end. What it stops with says how far it is, where that is of use.
 */
export type Work<Result, Stop = undefined> = Generator<Stop, Result, void>;

/** Goes through to the end at once. */
export function finish<Result>(work: Work<Result, unknown>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** `count` results, with a stop before each. */
export function* timesOver<Result>(count: number, make: (index: number) => Result): Work<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < count; index++) {
    yield;
    results.push(make(index));
  }
  return results;
}

/** `items.map(make)` with a stop before each. */
export function eachOf<Item, Result>(
  items: readonly Item[],
  make: (item: Item, index: number) => Result,
): Work<Result[]> {
  return timesOver(items.length, (index) => make(items[index] as Item, index));
}

/** Numbers that are passed over in a few milliseconds. */
const numbersAtOnce = 2 ** 20;

/** Where work on many small things is to stop: says so whenever those told of since the last time come to a million. */
export function stopsAfter(atOnce = numbersAtOnce): (numbers: number) => boolean {
  let passed = 0;
  return (numbers) => {
    passed += numbers;
    if (passed < atOnce) return false;
    passed = 0;
    return true;
  };
}

/** Passes over `length` things stretch by stretch, [from, to), with a stop before each. */
export function* inStretches(
  length: number,
  pass: (from: number, to: number) => void,
  atOnce = numbersAtOnce,
): Work<void> {
  for (let from = 0; from < length; from += atOnce) {
    yield;
    pass(from, Math.min(length, from + atOnce));
  }
}
