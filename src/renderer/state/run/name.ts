const OF = '.';

let runs = 0;

/** Unique among all windows that share an engine. @param document whose run it is: the name tells it after a reload */
export function runName(document?: string): string {
  runs += 1;
  const name = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${runs}`;
  return document === undefined ? name : `${name}${OF}${document}`;
}

/** The workflow that a run was named for. */
export function documentOfRun(run: string): string | undefined {
  return run.split(OF)[1];
}
