import fc from 'fast-check';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { HITS } from './probes.mjs';
import { usage } from './watch.mjs';

// A mutant is dead at the first counterexample, however large, and lives or dies by the same values each time.
fc.configureGlobal({ seed: 20_261_120, endOnFailure: true });

// What runs while the file loads or between its tests is kept for the file: any of its tests may rest on it.
let before = 0;
let file;
beforeEach(({ task }) => {
  file = task.file;
  keepHits(file);
  before = usage();
});
afterEach(({ task }) => {
  keepHits(task);
  task.meta.used = usage() - before;
});
afterAll(() => {
  if (!file) return;
  keepHits(file);
  file.meta.used = usage();
});

function keepHits(task) {
  for (const [file, hits] of Object.entries(globalThis[HITS] ?? {})) {
    if (hits.length === 0) continue;
    task.meta.reached ??= {};
    task.meta.reached[file] = [...new Set([...(task.meta.reached[file] ?? []), ...Object.keys(hits).map(Number)])];
    hits.length = 0;
  }
}
