// Breaks the code in many small ways, one at a time, and asks whether a test notices: npm run mutate -- src/tensor
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { folderOf, folders } from './mutation/folders.mjs';
import { mutateFolder } from './mutation/mutateFolder.mjs';
import { scoreOf } from './mutation/score.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' }, quick: { type: 'string' } },
});
const numberOf = (text) => {
  if (text === undefined || Number(text) > 0) return text === undefined ? undefined : Number(text);
  throw new Error(`"${text}" is no number above 0.`);
};
const byFolder = new Map();
for (const path of positionals.length > 0 ? positionals : Object.keys(folders)) {
  const named = path.replace(/\/$/, '');
  const folder = folderOf(named);
  byFolder.set(folder, [...(byFolder.get(folder) ?? []), named]);
}
const scores = [];
for (const [folder, paths] of byFolder) {
  const say = (words) => console.log(`${folder}: ${words}`);
  const [sample, seed, quick] = [values.sample, values.seed, values.quick].map(numberOf);
  const outcome = await mutateFolder(folder, paths, { sample, seed, quick, say });
  scores.push(scoreOf(folder, outcome));
}
console.log(scores.join('\n'));
