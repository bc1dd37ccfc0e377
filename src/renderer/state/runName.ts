let runs = 0;

/** Unique among all windows that share an engine. */
export function runName(): string {
  runs += 1;
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${runs}`;
}
