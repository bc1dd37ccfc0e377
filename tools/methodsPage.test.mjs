import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nodeRegistry } from '../nodes/index.ts';

const file = fileURLToPath(new URL('../docs/methods.md', import.meta.url));
const page = readFileSync(file, 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| ') && /\*\*|\.test\.ts\)/.test(line));
const nameOf = (row) => row.split('|')[1].trim();
const titles = new Set([...nodeRegistry.values()].map(({ title }) => title));

test('every link leads to a file', () => {
  const links = [...page.matchAll(/\]\((\.\.[^)]*)\)/g)].map(([, link]) => link);
  expect(links.length).toBeGreaterThan(50);
  for (const link of links) expect(() => readFileSync(join(dirname(file), link)), link).not.toThrow(/ENOENT/);
});

test.each(rows.map((row) => [nameOf(row), row]))('%s: its nodes and its test are there', (_, row) => {
  for (const [, title] of row.matchAll(/\*\*([^*]+)\*\*/g)) expect(titles).toContain(title);
  const tests = [...row.matchAll(/\]\(([^)]*\.test\.ts)\)(?: "([^"]+)")?/g)];
  expect(tests.length).toBeGreaterThan(0);
  for (const [, link, name = ''] of tests) expect(readFileSync(join(dirname(file), link), 'utf8')).toContain(name);
});

const shown = rows.flatMap((row) =>
  [...row.matchAll(/\]\((\.\.\/workflows\/[^)]+)\)/g)].map(([, link]) => [nameOf(row), link, row]),
);

test.each(shown)('%s is shown by %s', (_, link, row) => {
  const { nodes } = JSON.parse(readFileSync(join(dirname(file), link), 'utf8'));
  const named = [...row.matchAll(/\*\*([^*]+)\*\*/g)].map(([, title]) => title);
  const used = nodes.map(({ type }) => nodeRegistry.get(type)?.title);
  if (named.length > 0)
    expect(used.filter((title) => named.includes(title)).length, used.join(', ')).toBeGreaterThan(0);
});

const GEOMETRY = ['interpolation', 'sphere', 'arithmetic', 'noise-level', 'disentanglement', 'analysis'];
const STORES = new Set(['Load direction', 'Save direction']);
const methods = [...nodeRegistry.values()].filter(
  ({ category, title }) => GEOMETRY.includes(category) && !STORES.has(title),
);

test('every node of the geometry stands on the page', () => {
  expect(methods.length).toBeGreaterThan(30);
  expect(methods.filter(({ title }) => !page.includes(`**${title}**`)).map(({ title }) => title)).toEqual([]);
});
