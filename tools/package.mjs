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
const files = await makePackage({
  root,
  target,
  output: join(root, 'dist'),
  kinds: values.dir ? ['dir'] : undefined,
  electronDist: process.env.ELECTRON_OVERRIDE_DIST_PATH,
});
for (const file of files) console.log(file);
