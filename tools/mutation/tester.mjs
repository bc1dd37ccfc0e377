import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(new URL('runner.mjs', import.meta.url));
/** How much longer than without a mutant a test file may take before it counts as hanging. */
const FACTOR = 5;
const GRACE_MS = 15_000;

/** Runs test files in a process of its own, which is killed with what hangs in it and started anew for the next. */
export class Tester {
  #tests;
  #sources;
  #pool;
  #child;

  /** @param pool whether tests run in `threads`, which is quicker, or in `forks`, which native code needs. */
  constructor(tests, sources, pool) {
    this.#tests = tests;
    this.#sources = sources;
    this.#pool = pool;
  }

  /**
   * Runs test files, `asks: [{ test, ids }]`, or only those of their tests that `ids` names: `outcome` is `passed`, `failed`,
   * `hung`, or `crashed` where they ended their process twice. `known` is what they took as the code stands.
   */
  async run(message, known = { used: 120_000, wall: 300_000 }) {
    const limits = { used: FACTOR * known.used + GRACE_MS, idle: FACTOR * known.wall + GRACE_MS };
    const result = await this.#run({ ...message, limits });
    return result.outcome === 'crashed' ? this.#run({ ...message, limits }) : result;
  }

  close() {
    if (this.#child) endAll(this.#child);
  }

  async #run(message) {
    if (this.#child?.exitCode !== null || this.#child.signalCode !== null) this.#child = await this.#start();
    const child = this.#child;
    return new Promise((resolve) => {
      const dies = (outcome) => {
        endAll(child);
        this.#child = undefined;
        child.removeAllListeners();
        resolve({ outcome });
      };
      child.once('exit', () => dies('crashed'));
      child.once('message', ({ hung, passed, crashed, ...result }) => {
        if (hung) return dies('hung');
        child.removeAllListeners();
        resolve({ outcome: passed ? 'passed' : crashed ? 'crashed' : 'failed', ...result });
      });
      child.send(message);
    });
  }

  #start() {
    // What a mutant prints is of no interest; what keeps the runner from starting is.
    const lists = [this.#tests, this.#sources, this.#pool].map((each) => JSON.stringify(each));
    const child = fork(runner, lists, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve(child));
      child.once('exit', (code) => reject(new Error(`The runner of the tests ended with ${code} before it began.`)));
    });
  }
}

/** Ends a runner and the process that its tests may run in. */
function endAll(child) {
  // Windows knows no groups of processes.
  if (process.platform === 'win32') {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
