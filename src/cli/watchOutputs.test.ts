import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchOutputs } from './watchOutputs.ts';

let stream: PassThrough;
let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'error').mockImplementation((text) => void said.push(String(text)));
  stream = new PassThrough();
  watchOutputs([stream]);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const fail = (code: string, message: string) => stream.emit('error', Object.assign(new Error(message), { code }));

test.each(['EPIPE', 'EOF'])('a reader that leaves is no failure: %s', (code) => {
  fail(code, 'write');
  expect(said).toEqual([]);
  expect(process.exitCode).toBeUndefined();
});

test('an output on a full disk is reported once, with its remedy, and is a failure', () => {
  fail('ENOSPC', 'ENOSPC: no space left on device, write');
  fail('ENOSPC', 'ENOSPC: no space left on device, write');
  expect(said).toEqual([
    'The output of this command could not be written: ENOSPC: no space left on device, write.\n' +
      '  Send it to a place with free space that you may write to.',
  ]);
  expect(process.exitCode).toBe(1);
});
