/** Calls `work` the first time only; a failure is not remembered, so that the next call tries again. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((thrown) => {
      result = undefined;
      throw thrown;
    });
    return result;
  };
}
