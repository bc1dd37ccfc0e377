import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(new URL('runner.mjs', import.meta.url));
/** How much longer than without a mutant a test file may take before it counts as hanging. */
const FACTOR = 5;
const GRACE_MS = 15_000;

/** Runs test files in a process of its own, which is killed with what hangs in it and started anew for the next. */
export class Tester {
  #tests;
  #child;
  #durations = new Map();

  constructor(tests) {
    this.#tests = tests;
  }

  /** Milliseconds that a test file took as the code stands. */
  durationOf(test) {
    return this.#durations.get(test) ?? 0;
  }

  /** Whether a test file passes as the code stands. */
  async passes(test) {
    const start = performance.now();
    const outcome = await this.#run({ test }, 900_000);
    this.#durations.set(test, performance.now() - start);
    return outcome === 'passed';
  }

  /** What a test file says of a mutant: `passed`, `failed`, `hung`, or `crashed` where it ended the process twice. */
  async try(test, mutant) {
    const patience = FACTOR * this.durationOf(test) + GRACE_MS;
    const outcome = await this.#run({ test, mutant }, patience);
    return outcome === 'crashed' ? this.#run({ test, mutant }, patience) : outcome;
  }

  close() {
    this.#child?.kill('SIGKILL');
  }

  async #run(message, patience) {
    if (this.#child?.exitCode !== null || this.#child.signalCode !== null) this.#child = await this.#start();
    const child = this.#child;
    return new Promise((resolve) => {
      const end = (outcome) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(outcome);
      };
      const dies = (outcome) => {
        child.kill('SIGKILL');
        this.#child = undefined;
        end(outcome);
      };
      const timer = setTimeout(() => dies('hung'), patience);
      child.once('exit', () => dies('crashed'));
      child.once('message', ({ passed }) => end(passed ? 'passed' : 'failed'));
      child.send(message);
    });
  }

  #start() {
    // What a mutant prints is of no interest; what keeps the runner from starting is.
    const child = fork(runner, [JSON.stringify(this.#tests)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve(child));
      child.once('exit', (code) => reject(new Error(`The runner of the tests ended with ${code} before it began.`)));
    });
  }
}
