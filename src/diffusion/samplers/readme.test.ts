import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { samplers } from './index.ts';

const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
const [, section = ''] = readme.split('| sampler | diffusers |');
const [table = ''] = section.split('\n\n');

describe('the table of samplers in the README', () => {
  test.each(samplers.map(({ title, classes }) => [title, classes] as const))(
    'has %s and its classes',
    (title, classes) => {
      const named = table.split('\n').map((row) =>
        row
          .split('|')[1]
          ?.split(',')
          .map((name) => name.trim()),
      );
      expect(named.some((names) => names?.includes(title))).toBe(true);
      for (const name of classes) expect(table).toContain(`\`${name}\``);
    },
  );
});
