import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every recording of a folder: its family, kind and name, and the comparisons that were made with it. */
export function readComparisons(recordings, log) {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : [];
  const all = lines.map((line) => JSON.parse(line));
  const root = join(recordings, 'goldens');
  return folders(root).flatMap((family) =>
    folders(join(root, family))
      .filter((name) => existsSync(join(root, family, name, 'manifest.json')))
      .map((name) => ({
        family: family === 'schedulers' ? 'no network' : family,
        kind: JSON.parse(readFileSync(join(root, family, name, 'manifest.json'), 'utf8')).kind,
        name: `${family}/${name}`,
        comparisons: all.filter(({ recording }) => recording === `${family}/${name}`),
      })),
  );
}

function folders(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
