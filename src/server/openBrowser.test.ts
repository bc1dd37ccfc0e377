import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { hasScreen, openBrowser } from './openBrowser.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const address = 'http://127.0.0.1:4477/open/secret-code';

test('the code is in no argument of a program: a file that only this user can read leads to it, and is taken away', async () => {
  const opened: string[] = [];
  const forget = await openBrowser(address, async (target) => opened.push(target));
  const [file = ''] = opened;
  expect(file).not.toContain('secret-code');
  expect(readFileSync(file, 'utf8')).toContain(`content="0; url=${address}"`);
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(dirname(file)).mode & 0o077).toBe(0);
  }
  await forget();
  expect(existsSync(dirname(file))).toBe(false);
});

test('a browser that cannot be opened is no fault: the terminal shows the address', async () => {
  const forget = await openBrowser(address, () => Promise.reject(new Error('no browser')));
  await forget();
});

test('nor is a folder for temporary files that cannot be written to: the host starts all the same', async () => {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, '/nowhere/at/all');
  const opened: string[] = [];
  const forget = await openBrowser(address, async (target) => opened.push(target));
  expect(opened).toEqual([]);
  await forget();
});

test('a browser is opened where there is a screen to see it on', () => {
  expect(hasScreen('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasScreen('linux', {})).toBe(false);
  expect(hasScreen('darwin', {})).toBe(true);
  expect(hasScreen('darwin', { SSH_CONNECTION: '10.0.0.1 22' })).toBe(false);
  expect(hasScreen('linux', { DISPLAY: ':0', CI: '1' })).toBe(false);
});
