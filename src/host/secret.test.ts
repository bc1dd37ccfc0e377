import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSecret } from './secret.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arcspace-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the secret is made once, and only its user can read it', async () => {
  const own = join(folder, 'new', 'folder');
  const secret = await readSecret(own, 'browser-secret');
  expect(secret.byteLength).toBe(32);
  expect(Buffer.from(await readSecret(own, 'browser-secret')).equals(secret)).toBe(true);
  expect(readdirSync(own)).toEqual(['browser-secret']);
  if (process.platform !== 'win32') expect(statSync(join(own, 'browser-secret')).mode & 0o077).toBe(0);
});

test('hosts that start at the same time have the same secret', async () => {
  const secrets = await Promise.all([
    readSecret(folder, 'browser-secret'),
    readSecret(folder, 'browser-secret'),
    readSecret(folder, 'browser-secret'),
  ]);
  expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
});

test('one that is broken is made anew', async () => {
  writeFileSync(join(folder, 'browser-secret'), '');
  expect((await readSecret(folder, 'browser-secret')).byteLength).toBe(32);
});
