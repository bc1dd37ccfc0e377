import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { folders } from './folders.mjs';
import { loadedBy } from './importers.mjs';
import { mutantsOf, sourcesOf } from './mutants.mjs';
import { shuffled } from './shuffled.mjs';
import { Tester } from './tester.mjs';
import { Verdicts } from './verdicts.mjs';

/**
 * Tries the mutants of some paths of a folder, in an order of chance so that any part of them speaks for all, each with
 * the folder's tests that load its file and take at most `quick` seconds. Answers how many were killed of how many, and those that survived.
 * @throws Error when a test fails as the code stands.
 */
export async function mutateFolder(folder, paths, { sample, seed, quick = Infinity, say }) {
  const tests = testsOf(folder);
  const loaded = loadedBy(tests);
  const mutants = [];
  for (const file of paths.flatMap((path) => sourcesOf(path, folders[folder])))
    mutants.push(...(await mutantsOf(file)));
  const chosen = shuffled(mutants, seed).slice(0, sample);
  const verdicts = new Verdicts(`.cache/mutation/${folder.replace('src/', '')}.jsonl`);
  const tester = new Tester(tests);
  try {
    const open = chosen.filter((mutant) => !verdicts.wasKilled(mutant));
    const needed = new Set(open.flatMap(({ file }) => tests.filter((test) => loaded.get(test).has(file))));
    await measure(tester, needed, say);
    const survivors = [];
    for (const [index, mutant] of open.entries()) {
      const asked = inOrder(tests, loaded, tester, mutant.file).filter(
        (test) => tester.durationOf(test) <= 1000 * quick,
      );
      const { verdict, test } = await judge(tester, mutant, asked);
      verdicts.keep(mutant, verdict, test);
      if (verdict === 'survived') survivors.push(mutant);
      if (index % 25 === 24) say(`${index + 1} of ${open.length} tried, ${survivors.length} survived`);
    }
    return { all: mutants.length, tried: chosen.length, survivors };
  } finally {
    tester.close();
  }
}

async function measure(tester, tests, say) {
  for (const test of tests) {
    if (await tester.passes(test)) continue;
    throw new Error(`${test} fails as the code stands. Mend it first: npx vitest run ${test}`);
  }
  say(`${tests.size} test files pass as the code stands`);
}

async function judge(tester, mutant, tests) {
  for (const test of tests) {
    const outcome = await tester.try(test, mutant);
    if (outcome !== 'passed') return { verdict: outcome === 'failed' ? 'killed' : outcome, test };
  }
  return { verdict: 'survived' };
}

/** The file's own test first, then its neighbours', then the quickest: most mutants die early. */
function inOrder(tests, loaded, tester, file) {
  const own = `${basename(file, '.ts')}.test.ts`;
  const rank = (test) => (basename(test) === own ? 0 : dirname(test) === dirname(file) ? 1 : 2);
  return tests
    .filter((test) => loaded.get(test).has(file))
    .sort((one, other) => rank(one) - rank(other) || tester.durationOf(one) - tester.durationOf(other));
}

function testsOf(folder) {
  const isSpared = (file) => folders[folder].some((each) => file.startsWith(`${folder}/${each}/`));
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.test.ts') && !isSpared(file))
    .sort();
}
