import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Coverage } from './coverage.mjs';
import { folders, isApart } from './folders.mjs';
import { loadedBy } from './importers.mjs';
import { Judge } from './judge.mjs';
import { mutantsOf, sourcesOf } from './mutants.mjs';
import { lineOf } from './score.mjs';
import { shuffled } from './shuffled.mjs';
import { Tester } from './tester.mjs';
import { Verdicts } from './verdicts.mjs';

/**
 * Tries the mutants of some paths of a folder, in an order of chance so that any part of them speaks for all, each with
 * the folder's tests that reach it and take at most `quick` seconds of processor. Answers how many were killed of how many, and
 * those that survived.
 * @throws Error when a test fails as the code stands.
 */
export async function mutateFolder(folder, paths, { sample, seed, quick = Infinity, say }) {
  const tests = testsOf(folder);
  const mutants = [];
  for (const file of paths.flatMap((path) => sourcesOf(path, folders[folder])))
    mutants.push(...(await mutantsOf(file)));
  const chosen = shuffled(mutants, seed).slice(0, sample);
  const cache = `.cache/mutation/${folder.replace('src/', '')}`;
  const verdicts = new Verdicts(`${cache}.jsonl`, isApart(folder));
  const tester = new Tester(tests, sourcesOf(folder, folders[folder]), isApart(folder) ? 'forks' : 'threads');
  try {
    const open = chosen.filter((mutant) => !verdicts.wasKilled(mutant));
    const loaded = loadedBy(tests);
    const judge = new Judge(tester, new Coverage(`${cache}.coverage.json`, loaded), {
      loaded,
      quick,
      together: !isApart(folder),
    });
    const survivors = [];
    for (const [index, mutant] of open.entries()) {
      const { verdict, tests: by, reached } = await judge.verdictOn(mutant);
      verdicts.keep(mutant, verdict, by);
      if (verdict === 'survived') {
        survivors.push({ ...mutant, reached });
        say(`survived  ${lineOf(survivors.at(-1))}`);
      }
      if (index % 25 === 24) say(`${index + 1} of ${open.length} tried, ${survivors.length} survived`);
    }
    return { all: mutants.length, tried: chosen.length, survivors };
  } finally {
    tester.close();
  }
}

function testsOf(folder) {
  const isSpared = (file) => folders[folder].some((each) => file.startsWith(`${folder}/${each}/`));
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.test.ts') && !isSpared(file))
    .sort();
}
