import { expect, it } from 'vitest';
import type { Entry } from '../../../protocol/types.ts';
import { folderOf, folderTitle, inFolders } from './ownFolders.ts';

const entry = (path: string, kind: Entry['kind'] = 'workspace'): Entry => ({
  path,
  kind,
  title: path,
  description: '',
  modified: 0,
});

it('workflows are listed by folder, those at the top last, and empty folders too', () => {
  const entries = [
    entry('faces.json'),
    entry('workflows/houses.json'),
    entry('workflows/People/anna.json'),
    entry('workflows/example.json', 'example'),
  ];
  const listed = inFolders(entries, ['workflows/Empty', 'workflows/People']);
  expect(listed.map(({ path, entries }) => [path, entries.map((each) => each.path)])).toEqual([
    ['workflows/Empty', []],
    ['workflows/People', ['workflows/People/anna.json']],
    ['', ['faces.json', 'workflows/houses.json']],
  ]);
});

it('a folder is called by its path without what all lie in', () => {
  expect(folderTitle('workflows/People/Old')).toBe('People / Old');
  expect(folderOf('workflows/People/Old/anna.json')).toBe('workflows/People/Old');
});
