import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupedExamples } from './exampleGroups.ts';

const shipped = readdirSync(join(import.meta.dirname, '../../../workflows'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ path: `workflows/${name}` }));

test('every example that comes with the program stands in a group, once', () => {
  const grouped = groupedExamples(shipped);
  expect(grouped.map(({ title }) => title)).not.toContain('More examples');
  const paths = grouped.flatMap(({ examples }) => examples.map(({ path }) => path));
  expect(paths.toSorted()).toEqual(shipped.map(({ path }) => path).toSorted());
  expect(paths[0]).toBe('workflows/text-to-image.json');
});

test('an example that no group names stands last, and groups without examples are left out', () => {
  const grouped = groupedExamples([{ path: 'workflows/of-mine.json' }, { path: 'workflows/inversion.json' }]);
  expect(grouped.map(({ title }) => title)).toEqual(['Noise levels', 'More examples']);
});
