import { expect, test } from 'vitest';
import { lastError } from './rememberErrors.ts';

test.each([
  ['the error above a stack', 'noise\nTypeError: no\n    at a (b.js:1)\n', 'TypeError: no'],
  [
    'what V8 says before it aborts',
    'FATAL ERROR: Allocation failed\n 1: 0xb8 node::Abort() [node]\n',
    'FATAL ERROR: Allocation failed',
  ],
  [
    'what C++ says',
    "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  x\n",
    "terminate called after throwing an instance of 'std::bad_alloc'",
  ],
  ['the last line, where none is an error', 'one\ntwo\n\n', 'two'],
])('of what a process said, %s is told', (_, output, told) => {
  expect(lastError(output)).toBe(told);
});
