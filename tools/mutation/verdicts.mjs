import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What became of each mutant of a folder, kept in a file: a line each, so that a run that is stopped loses one. */
export class Verdicts {
  #file;
  #known = new Map();

  constructor(file) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const { key, verdict } = JSON.parse(line);
      this.#known.set(key, verdict);
    }
  }

  /** Whether the mutant was killed before. One that survived is tried again: there may be new tests. */
  wasKilled(mutant) {
    const verdict = this.#known.get(keyOf(mutant));
    return verdict !== undefined && verdict !== 'survived';
  }

  keep(mutant, verdict, test) {
    const { file, line, column, from, to } = mutant;
    const key = keyOf(mutant);
    this.#known.set(key, verdict);
    appendFileSync(this.#file, `${JSON.stringify({ key, verdict, test, file, line, column, from, to })}\n`);
  }
}

/** The whole broken file names a mutant: whatever else changes in it makes another. */
const keyOf = ({ file, code }) => createHash('sha256').update(`${file}\n${code}`).digest('base64url').slice(0, 22);
