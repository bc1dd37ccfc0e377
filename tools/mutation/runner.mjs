// Runs test files in a fresh thread or process, for whoever started it: { asks: [{ test, ids }], mutant, probe, limits } comes, what they did goes back.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import { probed } from './probes.mjs';
import { usage, watch } from './watch.mjs';

/** Code that counts its every step is slow; what hangs is ended from outside. */
const PATIENCE = 600_000;
/** What vitest says when the process of the tests ends of itself. */
const CRASH = /^\[vitest-pool\]: Worker \w+ emitted error/;

const [tests, sources, pool] = process.argv.slice(2).map((each) => JSON.parse(each));
const toProbe = new Set(sources.map((each) => resolve(each)));
let mutated;
let probing = false;
const mutation = {
  name: 'arcspace:mutation',
  enforce: 'pre',
  transform: (_, id) => {
    const path = id.split('?')[0];
    if (mutated?.path === path) return { code: mutated.code, map: null };
    const file = probing && toProbe.has(path) && relative('.', path).replaceAll('\\', '/');
    return file ? { code: probed(file, readFileSync(path, 'utf8')), map: null } : undefined;
  },
};

const vitest = await createVitest(
  'test',
  {
    watch: false,
    config: false,
    include: tests,
    setupFiles: ['tools/vitestSetup.mjs', 'tools/mutation/setup.mjs'],
    pool,
    maxWorkers: 1,
    // Those of one run share what they load.
    isolate: false,
    bail: 1,
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    reporters: [{}],
  },
  { plugins: [mutation], oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } } },
);
await vitest.standalone();
const specifications = new Map((await vitest.globTestSpecifications()).map((each) => [each.moduleId, each]));

process.on('message', async ({ asks, mutant, probe = false, limits }) => {
  const watched = watch(limits, () => process.send({ hung: true }));
  activate(mutant, probe);
  // What failed in earlier runs is kept there, and neither `bail` nor the outcome tells it from this run's.
  vitest.state.idMap.clear();
  const before = { used: usage(), at: performance.now() };
  const asked = asks.map(({ test, ids }) => {
    const { project, moduleId } = specifications.get(resolve(test));
    return project.createSpecification(moduleId, ids && { testIds: ids });
  });
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(asked);
  watched();
  const ran = testModules.filter(({ moduleId }) => asked.some((each) => each.moduleId === moduleId));
  // What a process of its own used is not among ours.
  const inside = pool === 'forks' ? Math.max(0, ...ran.map((each) => each.meta().used ?? 0)) : 0;
  const took = { used: usage() - before.used + inside, wall: performance.now() - before.at };
  const passed = unhandledErrors.length === 0 && ran.length === asked.length && ran.every((each) => each.ok());
  const crashed = unhandledErrors.some(({ message }) => CRASH.test(message));
  process.send({ passed, crashed, ...took, files: ran.map(told) });
});
// Whoever started it is gone: an endless loop in a process of the tests would outlive them all. The group is its own (tester.mjs).
process.on('disconnect', () => process.kill(0, 'SIGKILL'));
process.send({ ready: true });

/** What the tests of a file left of themselves (setup.mjs), and which of them failed. */
function told(ran) {
  const all = [...ran.children.allTests()];
  const tests = all.map((each) => ({ id: each.id, ...each.meta() }));
  const failed = all.filter((each) => each.result().state === 'failed').map(({ id }) => id);
  const test = relative('.', ran.moduleId).replaceAll('\\', '/');
  return { test, failed: ran.ok() ? undefined : failed, tests, reached: ran.meta().reached };
}

function activate(mutant, probe) {
  if (probe !== probing) for (const each of toProbe) vitest.invalidateFile(each);
  probing = probe;
  const before = mutated;
  mutated = mutant && { ...mutant, path: resolve(mutant.file) };
  if (before?.code === mutated?.code) return;
  for (const each of [before, mutated]) if (each) vitest.invalidateFile(each.path);
}
