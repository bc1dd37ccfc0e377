import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashOf } from './verdicts.mjs';

/**
 * What each test of a file reaches, and the milliseconds of processor that it takes: `{ key, passes, used, wall, tests: { id:
 * { used, reached, alone } }, always }`, where `always` is reached outside of any test. Kept by the content of all that the
 * file loads; `whole` stands for a file that says nothing of its single tests.
 */
export class Coverage {
  #file;
  #known;
  #keys = new Map();

  /** @param loaded for each test file, what it loads. */
  constructor(file, loaded) {
    this.#file = file;
    this.#known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const contents = new Map();
    const contentOf = (path) => {
      if (!contents.has(path)) contents.set(path, existsSync(path) ? hashOf(readFileSync(path)) : '');
      return contents.get(path);
    };
    for (const [test, files] of loaded) this.#keys.set(test, hashOf([...files].sort().map(contentOf).join()));
  }

  /** What is known of a test file as it is now. */
  of(test) {
    const known = this.#known[test];
    return known?.key === this.#keys.get(test) ? known : undefined;
  }

  keep(test, seen) {
    const known = { ...seen, key: this.#keys.get(test) };
    this.#known[test] = known;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(this.#known));
    return known;
  }
}

/**
 * How a test file is asked of a mutant: not at all (undefined), wholly, or only the tests that reach it, `ids`; `used` is what
 * that takes in milliseconds of processor.
 */
export function askedOf(known, { file, stretch }) {
  const reaches = (reached) => reached?.[file]?.includes(stretch) === true;
  if (known.whole || stretch === undefined || reaches(known.always)) return { used: known.used };
  const tests = Object.entries(known.tests);
  const ids = tests.filter(([, { reached }]) => reaches(reached)).map(([id]) => id);
  if (ids.length === 0) return undefined;
  if (ids.length === tests.length) return { used: known.used };
  const spared = tests.reduce((sum, [id, { used }]) => sum + (ids.includes(id) ? 0 : used), 0);
  return { ids, used: known.used - spared };
}
