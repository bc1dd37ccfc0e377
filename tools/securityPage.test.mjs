import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line));

test('every point of the checklist is gone through', () => {
  expect(rows.map((row) => Number(row.split('|')[1]))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test.each(rows.map((row) => [row.split('|')[2].trim(), row]))('%s: the place is there', (_, row) => {
  const places = [...row.matchAll(/`([\w./-]+\/[\w.-]+|package\.json)` \(`([^`]+)`\)/g)];
  expect(places.length).toBeGreaterThan(0);
  for (const [, file, name] of places) expect(readFileSync(join(root, file), 'utf8')).toContain(name);
});
