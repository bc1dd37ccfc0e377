import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Verdicts } from './verdicts.mjs';

const mutant = { file: 'a.ts', code: 'broken' };
let folder;
let tests;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arcspace-verdicts-'));
  tests = ['a.test.ts', 'b.test.ts'].map((name) => join(folder, name));
  for (const test of tests) writeFileSync(test, 'as it was');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Whether a later run spares the mutant after these verdicts, each by both tests. */
function isSpared(apart, ...verdicts) {
  for (const verdict of verdicts) new Verdicts(join(folder, 'kept.jsonl'), apart).keep(mutant, verdict, tests);
  return new Verdicts(join(folder, 'kept.jsonl'), apart).wasKilled(mutant);
}

it.each([
  [false, ['killed'], true],
  [true, ['killed'], true],
  [false, ['hung'], true],
  [true, ['hung'], false],
  [true, ['hung', 'crashed'], false],
  [true, ['hung', 'hung'], true],
  [true, ['survived', 'survived'], false],
])('in processes apart (%s) what was %j is spared: %s', (apart, verdicts, spared) => {
  expect(isSpared(apart, ...verdicts)).toBe(spared);
});

it('any test that was run when a mutant hung may be the one: it is tried again when one of them changes', () => {
  expect(isSpared(false, 'hung')).toBe(true);
  writeFileSync(tests[1], 'changed');
  expect(isSpared(false)).toBe(false);
});
