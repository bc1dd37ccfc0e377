import { describe, expect, test } from 'vitest';
import { findWords } from './findWords.mjs';

describe('the check of texts', () => {
  test.each([
    ['between tags', '<p>Not connected</p>'],
    ['in a title', '<p title="off" />'],
    ['in a label', '<p aria-label="Close" />'],
    ['in a choice', "<p title={isOpen ? 'shut' : other} />"],
    ['in a template', `<p>{\`\${count} of them\`}</p>`],
    ['in what another component shows', '<Fact name="Made" />'],
    ['in a variable', "<p>{(() => { const words = 'Run again'; return words; })()}</p>"],
    ['in a message', "<p onClick={() => log.notify({ message: 'Saved.' })} />"],
  ])('finds words %s', (_, markup) => {
    expect(findWords('a.tsx', `export const A = () => ${markup};`)).toHaveLength(1);
  });

  test.each([
    ['the table', '<p title={texts.settings.title}>{texts.settings.about}</p>'],
    ['classes and ids', `<p class="panel header" data-testid="Panel header" id={\`row-\${id}\`} />`],
    ['names of keys', "<p onKeyDown={({ key }) => key === 'Enter' && ['Delete'].includes(key)} />"],
    ['what is typed', '<span class="mono">--workspace</span>'],
    ['addresses', '<input placeholder="redis://box:6379" />'],
    ['numbers and signs', '<p>{a} · {b} √d</p>'],
    ['cases', "<p hidden={fit === 'same kind'} />"],
  ])('leaves %s alone', (_, markup) => {
    expect(findWords('a.tsx', `export const A = () => ${markup};`)).toEqual([]);
  });

  test.each([
    ['a hint of the canvas', 'src/renderer/canvas/hints.ts', "const hint = () => 'Double-click to edit.';"],
    ['the name of a step', 'src/renderer/canvas/wire.ts', "const run = (editor) => editor.edit('Connect', change);"],
    [
      'the title of a command',
      'src/renderer/commands/tabCommands.ts',
      "const all = [{ id: 'a', title: 'Close tab' }];",
    ],
  ])('finds words beside the components: %s', (_, path, source) => {
    expect(findWords(path, source)).toHaveLength(1);
  });

  test('leaves ids, sections and keys of commands alone', () => {
    const source =
      "const all = [{ id: 'new', section: 'File', keys: ['Ctrl+Alt+N', 'Tab'] }, aligning('left', 'Alt+A')];";
    expect(findWords('src/renderer/commands/fileCommands.ts', source)).toEqual([]);
  });

  test('names the line', () => {
    expect(findWords('src/a.tsx', 'export const A = () => (\n  <p>\n    Ready\n  </p>\n);')).toEqual([
      'src/a.tsx:2 says “Ready”: texts lie in src/renderer/text',
    ]);
  });

  test.each([
    'const title = texts.start.title;',
    'const { start } = texts;',
    'const start = wordsOf(texts);',
    'const table = { texts };',
  ])('finds texts that are asked for before a language can be chosen: %s', (source) => {
    expect(findWords('a.ts', source)).toHaveLength(1);
  });

  test.each([
    'const title = () => texts.start.title;',
    "import { texts } from './texts.ts';",
    'export { texts };',
    'export let texts = english;',
    'const table = { texts: 1 }; const one = table.texts;',
    'class Table { texts = 1; }',
    'type Start = (typeof texts)["start"];',
  ])('leaves texts alone that are asked for later, and what is only called so: %s', (source) => {
    expect(findWords('a.ts', source)).toEqual([]);
  });
});
