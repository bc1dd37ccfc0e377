// Makes the packages of the desktop app for this system, or another with --target, into dist/. --dir makes a folder only.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfStale } from './buildIfStale.mjs';
import { makePackage } from './package/makePackage.mjs';
import { parseTarget, thisTarget } from './package/target.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { target: { type: 'string' }, dir: { type: 'boolean' } } });
const target = values.target ? parseTarget(values.target) : thisTarget();

buildIfStale(root);
try {
  const files = await makePackage({
    root,
    target,
    output: join(root, 'dist'),
    kinds: values.dir ? ['dir'] : undefined,
    electronDist: process.env.ELECTRON_OVERRIDE_DIST_PATH,
  });
  for (const file of files) console.log(file);
} catch (thrown) {
  console.error(`No package was made: ${thrown.message}`);
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(thrown.message)) {
    console.error('Electron and the tools that make packages are fetched from github.com, which cannot be reached.');
    console.error('ELECTRON_OVERRIDE_DIST_PATH may name a folder with an unpacked Electron.');
  }
  process.exit(1);
}
