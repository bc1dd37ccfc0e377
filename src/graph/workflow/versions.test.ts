import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from '../defineNode.ts';
import { createRegistry } from '../registry.ts';
import { migrateFile, migrateNodes } from './migrate.ts';
import type { WorkflowNode } from './schema.ts';

const add =
  (letter: string) =>
  ({ path = '', ...rest }: Record<string, unknown>) => ({ ...rest, path: `${path}${letter}` });

const grown = createRegistry({
  test: [
    defineNode({
      type: 'grown',
      version: 4,
      // In the order in which somebody wrote them down.
      migrations: [
        { from: 3, migrate: add('d') },
        { from: 1, migrate: add('b') },
        { from: 2, migrate: add('c') },
      ],
      title: 'Grown',
      docs: 'For tests.',
      inputs: {},
      parameters: z.object({ path: z.string().default('') }),
      outputs: {},
      compute: () => ({}),
      examples: [],
    }),
  ],
});
const node = (version: number, type = 'grown'): WorkflowNode => ({
  id: 'a',
  type,
  version,
  position: [0, 0],
  mode: 'on',
  parameters: {},
});

describe('the parameters of an older node', () => {
  test.each([
    [1, 'bcd'],
    [2, 'cd'],
    [3, 'd'],
  ])('of version %d go through each later change, the oldest first', (version, path) => {
    const { nodes, warnings } = migrateNodes([node(version)], grown);
    expect(nodes[0]).toEqual({ ...node(4), parameters: { path } });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`version ${version} to 4`);
    expect(warnings[0]).toContain('"a"');
  });

  test.each([4, 9])('of version %d stay as they are, in silence', (version) => {
    const present = node(version);
    const { nodes, warnings } = migrateNodes([present], grown);
    expect(nodes[0]).toBe(present);
    expect(warnings).toEqual([]);
  });

  test('of a type that nobody knows stay as they are, and that is said', () => {
    const odd = node(1, 'from_the_future');
    const { nodes, warnings } = migrateNodes([odd], grown);
    expect(nodes[0]).toBe(odd);
    expect(warnings[0]).toContain('from_the_future');
  });
});

describe('a file', () => {
  test('of the present version is left alone', () => {
    const file = { version: 2, nodes: [{ pos: [1, 2] }] };
    expect(migrateFile(file)).toEqual({ file, warnings: [] });
  });

  test('of version 1 has its nodes and links renamed, and that is said with both versions', () => {
    const { file, warnings } = migrateFile({
      version: 1,
      name: 'kept',
      nodes: [
        { id: 'a', pos: [1, 2], params: { x: 1 }, disabled: true },
        { id: 'b', disabled: false, extra: 1 },
      ],
      links: [['a', 'out', 'b', 'in.1']],
    });
    expect(file).toEqual({
      version: 2,
      name: 'kept',
      nodes: [
        { id: 'a', position: [1, 2], parameters: { x: 1 }, mode: 'mute' },
        { id: 'b', extra: 1 },
      ],
      links: [{ from: 'a.out', to: 'b.in.1' }],
    });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/version 1 .*version 2/);
  });
});
