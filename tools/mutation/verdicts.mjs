import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What became of each mutant of a folder, kept in a file: a line each, so that a run that is stopped loses one. */
export class Verdicts {
  #file;
  #apart;
  #known = new Map();

  /** @param apart whether tests run in processes of their own, which a busy machine or what they share may stop as well as a mutant. */
  constructor(file, apart) {
    this.#file = file;
    this.#apart = apart;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const { key, ...known } = JSON.parse(line);
      this.#known.set(key, known);
    }
  }

  /**
   * Whether tests killed the mutant before that are still what they were. One that survived is tried again: there may be new tests.
   * So is one that hung or crashed only once in a process apart.
   */
  wasKilled(mutant) {
    const known = this.#known.get(keyOf(mutant));
    return known !== undefined && this.#isSure(known) && known.by === contentOf(known.tests ?? [known.test]);
  }

  /** @param tests the test files that told; none for a survivor. */
  keep(mutant, verdict, tests = []) {
    const { file, line, column, from, to } = mutant;
    const [key, by] = [keyOf(mutant), contentOf(tests)];
    const before = this.#known.get(key);
    const seen = before?.verdict === verdict && before.by === by ? (before.seen ?? 1) + 1 : 1;
    const record = { key, verdict, seen, tests, by, file, line, column, from, to };
    this.#known.set(record.key, record);
    appendFileSync(this.#file, `${JSON.stringify(record)}\n`);
  }

  #isSure({ verdict, seen = 1 }) {
    return verdict === 'killed' || (verdict !== 'survived' && (!this.#apart || seen > 1));
  }
}

function contentOf(tests) {
  return tests.map((test) => (existsSync(test) ? hashOf(readFileSync(test)) : '')).join();
}

/** The whole broken file names a mutant: whatever else changes in it makes another. */
const keyOf = ({ file, code }) => hashOf(`${file}\n${code}`);

export const hashOf = (content) => createHash('sha256').update(content).digest('base64url').slice(0, 22);
