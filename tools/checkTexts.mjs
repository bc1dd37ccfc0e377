import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findWords } from './texts/findWords.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const paths = readdirSync(join(root, 'src/renderer'), { recursive: true, encoding: 'utf8' })
  .map((name) => `src/renderer/${name.replaceAll('\\', '/')}`)
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\/|\.d\.ts$/.test(path));
const faults = paths.flatMap((path) => findWords(path, readFileSync(join(root, path), 'utf8')));

for (const fault of faults) console.error(fault);
console.log(
  faults.length > 0
    ? `${faults.length} faults in the texts`
    : `Components, commands and canvas among ${paths.length} modules say nothing of their own.`,
);
process.exit(faults.length > 0 ? 1 : 0);
