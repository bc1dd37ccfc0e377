import { folders } from './folders.mjs';

const cache = '.cache/mutation';

/** Stryker's options for some files and folders of one of the folders. A file may name its lines: `tensor.ts:10-20`. */
export function optionsFor(folder, paths) {
  const name = folder.replace('src/', '');
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tools/mutation/vitest.config.mjs', related: false },
    // It would read the file by an interface that TypeScript no longer has; nothing in it concerns a sandbox.
    tsconfigFile: 'none',
    mutate: [...paths.map(filesOf), '!**/*.test.ts', '!**/*.d.ts', '!**/testing/**', ...spared(folder)],
    testFiles: testsOf(folder),
    ignorePatterns: ['docs', 'e2e', 'out', 'bench', 'test-results'],
    tempDirName: `${cache}/sandbox`,
    incremental: true,
    incrementalFile: `${cache}/${name}.json`,
    htmlReporter: { fileName: `${cache}/${name}.html` },
    clearTextReporter: { allowColor: false, reportTests: false },
    reporters: ['progress-append-only', 'clear-text', 'html'],
    // What runs while a file loads is mostly text: titles, docs and units of nodes. Each such mutant needs every test.
    ignoreStatic: true,
    coverageAnalysis: 'perTest',
    concurrency: 2,
    dryRunTimeoutMinutes: 60,
    timeoutMS: 6000,
    timeoutFactor: 4,
  };
}

function filesOf(path) {
  return /\.ts(:|$)/.test(path) ? path : `${path}/**/*.ts`;
}

/** Patterns that leave something out are not known here. */
function testsOf(folder) {
  const spared = folders[folder];
  if (spared.length === 0) return [`${folder}/**/*.test.ts`];
  return [`${folder}/*.test.ts`, `${folder}/!(${spared.join('|')})/**/*.test.ts`];
}

function spared(folder) {
  return folders[folder].map((each) => `!${folder}/${each}/**`);
}
