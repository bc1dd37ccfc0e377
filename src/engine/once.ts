/**
 * Calls `work` the first time only, with what it is given then; a failure is not remembered, so that the next call tries
 * again.
 */
export function once<A extends readonly unknown[], T>(work: (...given: A) => Promise<T>): (...given: A) => Promise<T> {
  let result: Promise<T> | undefined;
  return (...given) => {
    result ??= work(...given).catch((thrown) => {
      result = undefined;
      throw thrown;
    });
    return result;
  };
}
