import { afterEach, beforeEach, expect } from 'vitest';
import { ArcspaceError } from '../src/graph/problem.ts';

const made = [];

/** In place of Error below the class of our errors: whatever makes one is seen, also where the error is caught. */
class Seen extends Error {
  constructor(message) {
    super(message);
    made.push(this);
  }
}

/** Every problem that a test of the engine brings up can be shown to people as it is, and has a code for scripts. */
export function expectWholeProblems() {
  Object.setPrototypeOf(ArcspaceError, Seen);
  beforeEach(() => {
    made.length = 0;
  });
  afterEach(({ task }) => {
    const problems = made.splice(0);
    if (!/[\\/]src[\\/]engine[\\/]/.test(task.file.filepath)) return;
    const broken = problems.filter((problem) => !isWhole(problem) && isOurs(problem));
    expect(broken.map(({ code, message, remedy }) => ({ code, message, remedy }))).toEqual([]);
  });
}

function isWhole({ code, message, remedy }) {
  // What is no error of ours keeps the words that it was thrown with.
  return code === 'internal' || (/^[a-z]+(-[a-z0-9]+)*$/.test(code) && isText(message) && isText(remedy));
}

/** Whole sentences, with nothing missing before, after or within them. What they quote, and what stands behind a colon, is of others. */
function isText(text) {
  const own = text.replace(/".*"/s, 'it').replace(/: .*/s, '.');
  return /^\S(.*\S)?[.!?]$/s.test(own) && !/[^\n] {2}\S| [.,;](\s|$)|\[object /.test(own);
}

/** Tests make short ones to see what becomes of them. */
function isOurs({ stack }) {
  const maker = stack.split('\n').find((line) => /^\s+at /.test(line) && !/graph.problem\.ts|wholeProblems/.test(line));
  return maker !== undefined && !/\.test\.|[\\/]testing[\\/]/.test(maker);
}
