import { expect, it } from 'vitest';
import { renamedText } from './renamedText.ts';

it('a workflow under another name is the same but for the name', () => {
  const text = '{"format":"arcspace-workflow","name":"Old","nodes":[{"id":"a"}],"unknown":{"kept":true}}';
  expect(renamedText(text, 'New', 'new.json')).toBe(`{
  "format": "arcspace-workflow",
  "name": "New",
  "nodes": [
    {
      "id": "a"
    }
  ],
  "unknown": {
    "kept": true
  }
}
`);
});

it('a name is cut after 200 characters, as many as a workflow may have', () => {
  const named = (name: string) => JSON.parse(renamedText('{"format":"arcspace-workflow"}', name, 'a.json')).name;
  expect(named('x'.repeat(200))).toBe('x'.repeat(200));
  expect(named(`${'x'.repeat(200)}y`)).toBe('x'.repeat(200));
});

it.each([
  ['half a file', '{"format":"arcspace-wor'],
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '7'],
  ['a text', '"arcspace-workflow"'],
  ['a list', '["arcspace-workflow"]'],
  ['an object without a format', '{"name":"Old"}'],
  ['an object of another format', '{"format":"arcspace-block"}'],
])('%s is refused as no workflow', (_, text) => {
  expect(() => renamedText(text, 'New', 'folder/old.json')).toThrow(
    expect.objectContaining({
      code: 'not-a-workflow',
      message: 'The file "folder/old.json" is no workflow. Nothing was changed.',
      remedy: 'Rename it in the file manager of the system.',
      place: { file: 'folder/old.json' },
    }),
  );
});
