import { expect, test } from 'vitest';
import { formatEngineOptions, parseEngineOptions } from './engineOptions.ts';

const options = { program: '/opt/arcspace', workspace: '/home/user/Arcspace ü' };

test('the folders of an engine reach its process as one argument', () => {
  expect(parseEngineOptions(formatEngineOptions(options))).toEqual(options);
});

test.each([
  undefined,
  'null',
  '{}',
  JSON.stringify({ ...options, program: '' }),
  JSON.stringify({ ...options, workspace: '' }),
])('an argument that names no folders is refused: %s', (argument) => {
  expect(() => parseEngineOptions(argument)).toThrow();
});
