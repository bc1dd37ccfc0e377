import { expect, test } from 'vitest';
import { isFilm, workflowInFilm } from './filmText.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('films are known by what they begin with', () => {
  expect(isFilm(bytesOf('\0\0\0\x20ftypisom'))).toBe(true);
  expect(isFilm(bytesOf('\x1a\x45\xdf\xa3 and more'))).toBe(true);
  expect(isFilm(bytesOf('{"format": "arcspace-workflow"}'))).toBe(false);
  expect(isFilm(bytesOf(''))).toBe(false);
});

test('the workflow in a film ends where its object ends, whatever its texts hold', () => {
  const workflow = JSON.stringify({ name: 'a } and \\" and {', nodes: [{ id: 'x' }] });
  expect(workflowInFilm(bytesOf(`moov..arcspace-workflow ${workflow}\0\0trak{}`))).toBe(workflow);
});

test('a film may speak of workflows without carrying one, or be cut in the middle of it', () => {
  expect(workflowInFilm(bytesOf('a film about arcspace-workflow files'))).toBeUndefined();
  expect(workflowInFilm(bytesOf('arcspace-workflow {"name": "cut'))).toBeUndefined();
  expect(workflowInFilm(bytesOf('arcspace-workflow none, arcspace-workflow {"a":1}'))).toBe('{"a":1}');
});
