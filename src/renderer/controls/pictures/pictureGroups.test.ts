import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../protocol/types.ts';
import { pictureGroups } from './pictureGroups.ts';

function entry(path: string, kind: Entry['kind'], description = ''): Entry {
  return { path, kind, description, title: path.split('/').at(-1) ?? path, modified: 0 };
}

const entries: readonly Entry[] = [
  entry('own.png', 'image'),
  entry('sets', 'folder', '1 picture'),
  entry('sets/cover.png', 'image'),
  ...['night', 'snow'].flatMap((set) =>
    ['minus', 'plus'].flatMap((side) => [
      entry(`sets/${set}/${side}`, 'folder', '6 pictures'),
      ...[1, 2, 3, 4, 5, 6].map((number) => entry(`sets/${set}/${side}/${number}.png`, 'image')),
    ]),
  ),
];

const names = (query: string, kind: 'image' | 'folder' = 'folder') =>
  pictureGroups(entries, kind, query).flatMap(({ choices }) => choices.map(({ name }) => name));

describe('folders to choose', () => {
  it('stand together by where they lie', () => {
    const groups = pictureGroups(entries, 'folder', '');
    expect(groups.map(({ folder, choices }) => [folder, choices.length])).toEqual([
      ['', 1],
      ['sets/night', 2],
      ['sets/snow', 2],
    ]);
  });

  it('of one name are told apart', () => {
    expect(names('')).toEqual(['sets', 'night / minus', 'night / plus', 'snow / minus', 'snow / plus']);
  });

  it('say how many pictures they hold and show the first four of their own', () => {
    const [group] = pictureGroups(entries, 'folder', 'snow/plus');
    expect(group?.choices[0]?.count).toBe('6 pictures');
    expect(group?.choices[0]?.pictures.map(({ path }) => path)).toEqual([
      'sets/snow/plus/1.png',
      'sets/snow/plus/2.png',
      'sets/snow/plus/3.png',
      'sets/snow/plus/4.png',
    ]);
    expect(pictureGroups(entries, 'folder', '')[0]?.choices[0]?.pictures).toHaveLength(1);
  });

  it('are found by any words of their whole path', () => {
    expect(names('night plus')).toEqual(['night / plus']);
    expect(names('Night / plus')).toEqual(['night / plus']);
    expect(names('sets snow')).toEqual(['snow / minus', 'snow / plus']);
    expect(names('fog')).toEqual([]);
  });
});

describe('pictures to choose', () => {
  it('show themselves, those outside any folder first', () => {
    const [group] = pictureGroups(entries, 'image', '');
    expect(group).toEqual({
      folder: '',
      choices: [{ path: 'own.png', name: 'own.png', count: '', pictures: [entries[0]] }],
    });
    expect(names('night/plus/3', 'image')).toEqual(['3.png']);
  });
});
