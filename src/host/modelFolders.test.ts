import { delimiter, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { modelFolders } from './modelFolders.ts';

test('folders of models are named on the command line and, as in PATH, in ARCSPACE_MODELS', () => {
  expect(modelFolders(['here'], ['/a', '', '/b'].join(delimiter))).toEqual([
    resolve('here'),
    resolve('/a'),
    resolve('/b'),
  ]);
});

test('without either there are none', () => {
  expect(modelFolders([], '')).toEqual([]);
});
