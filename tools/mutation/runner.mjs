// Runs one test file at a time, for whoever started it: { test, mutant } comes, { test, passed } goes back.
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';

/** Code that counts its every step is slow; what hangs is ended from outside. */
const PATIENCE = 600_000;

let active;
const mutation = {
  name: 'arcspace:mutation',
  enforce: 'pre',
  transform: (_, id) => (active && id.split('?')[0] === active.path ? { code: active.code, map: null } : undefined),
};

const vitest = await createVitest(
  'test',
  {
    watch: false,
    config: false,
    include: JSON.parse(process.argv[2]),
    setupFiles: ['tools/vitestSetup.mjs', 'tools/mutation/setup.mjs'],
    pool: 'threads',
    maxWorkers: 1,
    bail: 1,
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    reporters: [{}],
  },
  { plugins: [mutation], oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } } },
);
await vitest.standalone();
const specifications = new Map((await vitest.globTestSpecifications()).map((each) => [each.moduleId, each]));

process.on('message', async ({ test, mutant }) => {
  activate(mutant);
  // What failed in earlier runs is kept there, and neither `bail` nor the outcome tells it from this run's.
  vitest.state.idMap.clear();
  const path = resolve(test);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specifications.get(path)]);
  const ran = testModules.find(({ moduleId }) => moduleId === path);
  const passed = unhandledErrors.length === 0 && ran?.ok() === true;
  process.send({ test, passed });
});
process.send({ ready: true });

function activate(mutant) {
  const before = active;
  active = mutant && { ...mutant, path: resolve(mutant.file) };
  if (before?.code === active?.code) return;
  for (const each of [before, active]) if (each) vitest.invalidateFile(each.path);
}
