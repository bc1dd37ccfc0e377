import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The tests that replay recordings and write down how far they were from them. */
const tests = [
  'src/tensor/random.test.ts',
  'src/diffusion/betas.test.ts',
  'src/diffusion/inversion.test.ts',
  'src/diffusion/samplers/samplers.test.ts',
  'src/engine/networks/inversion.test.ts',
  'src/engine/networks/networks.test.ts',
  'src/engine/networks/trajectories.test.ts',
];

/** Runs them; a line for each test that failed. Throws where they did not run at all. */
export function replay(root, recordings, scratch) {
  const results = join(scratch, 'results.json');
  const run = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...tests];
  const { stderr } = spawnSync(process.execPath, [...run, '--reporter=json', `--outputFile=${results}`], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, GOLDEN_ROOT: recordings, PARITY_LOG: join(scratch, 'comparisons.jsonl') },
  });
  if (!existsSync(results)) throw new Error(`The recordings in ${recordings} were not replayed.\n${stderr}`);
  return JSON.parse(readFileSync(results, 'utf8')).testResults.flatMap((file) => failuresOf(file, root));
}

function failuresOf({ name, status, message, assertionResults }, root) {
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [`${relative(root, name)}: ${firstLine(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${fullName.trim()}: ${firstLine(failureMessages[0])}`);
}

function firstLine(message = '') {
  return message.split('\n')[0];
}
