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
      const { key, ...known } = JSON.parse(line);
      this.#known.set(key, known);
    }
  }

  /** Whether a test killed the mutant before that is still what it was. One that survived is tried again: there may be new tests. */
  wasKilled(mutant) {
    const known = this.#known.get(keyOf(mutant));
    return known !== undefined && known.verdict !== 'survived' && known.by === contentOf(known.test);
  }

  keep(mutant, verdict, test) {
    const { file, line, column, from, to } = mutant;
    const record = { key: keyOf(mutant), verdict, test, by: contentOf(test), file, line, column, from, to };
    this.#known.set(record.key, record);
    appendFileSync(this.#file, `${JSON.stringify(record)}\n`);
  }
}

function contentOf(test) {
  return test !== undefined && existsSync(test) ? hashOf(readFileSync(test)) : undefined;
}

/** The whole broken file names a mutant: whatever else changes in it makes another. */
const keyOf = ({ file, code }) => hashOf(`${file}\n${code}`);

export const hashOf = (content) => createHash('sha256').update(content).digest('base64url').slice(0, 22);
