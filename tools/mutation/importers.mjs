import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a file takes from beside it when it runs; types are gone by then. */
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'/g;

/** For each test, every file that it loads, directly or through others. */
export function loadedBy(tests) {
  const direct = new Map();
  const importsOf = (file) => {
    if (!direct.has(file)) direct.set(file, readImports(file));
    return direct.get(file);
  };
  return new Map(tests.map((test) => [test, reachable(test, importsOf)]));
}

function reachable(file, importsOf) {
  const seen = new Set([file]);
  for (const each of seen) for (const next of importsOf(each)) seen.add(next);
  return seen;
}

function readImports(file) {
  let content;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return [...content.matchAll(IMPORT)].map(([, named, dynamic]) =>
    join(dirname(file), named ?? dynamic).replaceAll('\\', '/'),
  );
}
