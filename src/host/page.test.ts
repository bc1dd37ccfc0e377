import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPage } from './page.ts';
import { lastError } from './rememberErrors.ts';

test('a page is its regular files by path, and no link that leads out of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'start');
  writeFileSync(join(folder, 'assets/inter.woff2'), 'font');
  symlinkSync('/etc/passwd', join(folder, 'assets/link.txt'));
  const page = readPage(folder);
  expect([...page.keys()].sort()).toEqual(['/', '/assets/inter.woff2', '/index.html']);
  expect(page.get('/')?.bytes.toString()).toBe('start');
  expect(page.get('/assets/inter.woff2')?.type).toBe('font/woff2');
  rmSync(folder, { recursive: true });
});

test('of a crash, the line that names the error is remembered', () => {
  expect(
    lastError('node:internal\n  throw err;\n\nTypeError: x is undefined\n    at a (b.js:1)\n\nNode.js v20\n'),
  ).toBe('TypeError: x is undefined');
  expect(lastError('something\nterminate called\n')).toBe('terminate called');
  expect(lastError('')).toBe('');
});
