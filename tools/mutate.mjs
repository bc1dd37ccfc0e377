// Breaks the code in many small ways, one at a time, and asks whether a test notices: npm run mutate -- src/tensor
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { folderOf, folders } from './mutation/folders.mjs';
import { optionsFor } from './mutation/options.mjs';
import { scoreOf } from './mutation/score.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const named = process.argv.slice(2).map((path) => path.replace(/\/$/, ''));
const byFolder = new Map();
for (const path of named.length > 0 ? named : Object.keys(folders)) {
  const folder = folderOf(path);
  byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
}
const scores = [];
for (const [folder, paths] of byFolder) {
  scores.push(scoreOf(folder, await new Stryker(optionsFor(folder, paths)).runMutationTest()));
}
console.log(scores.join('\n'));
