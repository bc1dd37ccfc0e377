import { basename } from 'node:path';
import { askedOf } from './coverage.mjs';

/** Milliseconds of processor for each file that a test loads: a guess of what a test file takes before it is measured. */
const GUESS_MS = 70;

/** Asks tests about mutants, as few and as quick ones as tell. */
export class Judge {
  #tester;
  #coverage;
  #loaded;
  #quick;
  #together;

  /**
   * @param quick seconds of processor that a test file may take at most.
   * @param together whether test files may share a process.
   */
  constructor(tester, coverage, { loaded, quick, together }) {
    this.#tester = tester;
    this.#coverage = coverage;
    this.#loaded = loaded;
    this.#quick = 1000 * quick;
    this.#together = together;
  }

  /**
   * What became of a mutant, by which test files, and whether any test reached it: one that failed, or all that were run when it hung or crashed.
   * @throws Error when a test that is asked fails as the code stands.
   */
  async verdictOn(mutant) {
    const passed = [];
    let reached = false;
    for (const tests of await this.#inOrder(mutant)) {
      const asks = [];
      for (const test of tests) {
        if (this.#looksSlow(test) && !isOwn(test, mutant)) {
          reached = true;
          continue;
        }
        const known = await this.#knownOf(test);
        const asked = askedOf(known, mutant);
        if (!asked) continue;
        reached = true;
        if (asked.used <= this.#quick) asks.push({ test, known, ids: asked.ids });
      }
      const told = await this.#ask(mutant, asks);
      if (told.verdict !== 'passed') return { ...told, reached };
      passed.push(...asks);
    }
    // Tests that lean on others of their file may notice only with them.
    const again = passed.filter(({ ids, known }) => ids && known.used <= this.#quick);
    for (const group of this.#groups(again.map(({ test, known }) => ({ test, known })))) {
      const told = await this.#ask(mutant, group);
      if (told.verdict !== 'passed') return { ...told, reached };
    }
    return { verdict: 'survived', reached };
  }

  #groups(all) {
    if (this.#together) return all.length > 0 ? [all] : [];
    return all.map((each) => [each]);
  }

  /** The file's own test first, then the quickest, those that may be asked at once together: most mutants die early. */
  async #inOrder({ file, stretch }) {
    const loading = [...this.#loaded].filter(([, loads]) => loads.has(file));
    // What is asked at once is measured at once; else what kills a mutant spares measuring the slower ones.
    if (this.#together) for (const [test] of loading) await this.#knownOf(test);
    const costs = loading.flatMap(([test, loads]) => {
      const known = this.#coverage.of(test);
      if (!known) return [{ test, cost: GUESS_MS * loads.size }];
      const asked = askedOf(known, { file, stretch });
      return asked ? [{ test, cost: asked.used }] : [];
    });
    const rank = ({ test }) => (isOwn(test, { file }) ? 0 : 1);
    const [first, ...rest] = costs
      .sort((one, other) => rank(one) - rank(other) || one.cost - other.cost)
      .map(({ test }) => test);
    return first === undefined ? [] : [[first], ...this.#groups(rest)];
  }

  /** Whether a test that was not measured is not worth it: only measuring tells whom it reaches. */
  #looksSlow(test) {
    return !this.#coverage.of(test) && GUESS_MS * this.#loaded.get(test).size > this.#quick;
  }

  async #knownOf(test) {
    return this.#coverage.of(test) ?? (await this.#measure(test));
  }

  async #measure(test) {
    const asks = [{ test }];
    const { outcome, used, wall, files } = await this.#tester.run({ asks, probe: true });
    if (outcome === 'passed') {
      const [{ tests, reached }] = files;
      const single = tests.map(({ id, ...rest }) => [id, { used: rest.used ?? 0, reached: rest.reached }]);
      return this.#coverage.keep(test, { used, wall, tests: Object.fromEntries(single), always: reached });
    }
    // Some tests count steps or wait, which probes change.
    const plain = await this.#tester.run({ asks });
    if (plain.outcome === 'passed')
      return this.#coverage.keep(test, { used: plain.used, wall: plain.wall, whole: true });
    throw new Error(`${test} fails as the code stands. Mend it first: npx vitest run ${test}`);
  }

  /** `passed`, or the verdict and the test files that told it. */
  async #ask(mutant, asks) {
    if (asks.length === 0) return { verdict: 'passed' };
    const sum = (what) => asks.reduce((total, { known }) => total + known[what], 0);
    const message = { asks: asks.map(({ test, ids }) => ({ test, ids })), mutant };
    const { outcome, files } = await this.#tester.run(message, { used: sum('used'), wall: sum('wall') });
    if (outcome !== 'failed') return { verdict: outcome, tests: asks.map(({ test }) => test) };
    const teller = files.find(({ failed }) => failed);
    const ask = asks.find(({ test }) => test === teller?.test) ?? asks[0];
    if (ask.ids === undefined || (await this.#standsAlone(ask, teller?.failed)))
      return { verdict: 'killed', tests: [ask.test] };
    // It may only have missed its neighbours.
    return this.#ask(
      mutant,
      asks.map((each) => (each === ask ? { test: ask.test, known: ask.known } : each)),
    );
  }

  /** Whether a test passes without the others of its file as the code stands; one that fails alone has noticed nothing. */
  async #standsAlone({ test, known }, [id] = []) {
    const single = known.tests[id];
    if (single === undefined) return false;
    if (single.alone === undefined) {
      single.alone = (await this.#tester.run({ asks: [{ test, ids: [id] }] }, known)).outcome === 'passed';
      this.#coverage.keep(test, known);
    }
    return single.alone;
  }
}

const isOwn = (test, { file }) => basename(test) === `${basename(file, '.ts')}.test.ts`;
