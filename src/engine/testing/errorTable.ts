export interface ErrorTable {
  /** Keeps the largest. @param error relative to the larger of 1 and the recorded peak. */
  record(family: string, sampler: string, error: number): void;
  /** A line for each family and sampler. */
  lines(): string[];
}

/** The largest errors against recordings, by family and sampler. */
export function createErrorTable(): ErrorTable {
  const largest = new Map<string, Map<string, number>>();
  return {
    record(family, sampler, error) {
      const row = largest.get(family) ?? new Map<string, number>();
      largest.set(family, row.set(sampler, Math.max(row.get(sampler) ?? 0, error)));
    },
    lines: () =>
      [...largest].flatMap(([family, row]) =>
        [...row].map(([sampler, error]) => `${family.padEnd(12)}${sampler.padEnd(24)}${error.toExponential(1)}`),
      ),
  };
}
