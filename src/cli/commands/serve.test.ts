import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../engine/testing/temporaryFolder.ts';
import { knownPath } from './serve.ts';

const folder = temporaryFolder();

describe('the workflow that is shown first', () => {
  const known = (file: string) => knownPath(file, [join(folder.path, 'workspace'), join(folder.path, 'program')]);
  const write = (path: string) => {
    mkdirSync(join(folder.path, path, '..'), { recursive: true });
    writeFileSync(join(folder.path, path), '{}');
  };

  it.each([
    ['by its whole path', () => join(folder.path, 'workspace/workflows/mine.arcspace'), 'workflows/mine.arcspace'],
    ['by its path in the workspace', () => 'workflows/mine.arcspace', 'workflows/mine.arcspace'],
    ['among the examples', () => 'workflows/night.json', 'workflows/night.json'],
  ])('is found %s', (_, file, path) => {
    write('workspace/workflows/mine.arcspace');
    write('program/workflows/night.json');
    expect(known(file())).toBe(path);
  });

  it.each(['nothing.json', '../outside.json', '.', 'workflows'])(
    'is refused where it is not in the workspace: %s',
    (file) => {
      write('outside.json');
      write('workspace/workflows/mine.arcspace');
      expect(() => known(file)).toThrow(`There is no workflow "${file}" in the workspace`);
    },
  );
});
