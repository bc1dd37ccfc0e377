// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import { AppProvider } from '../app/context.ts';
import { createApp } from '../app/createApp.ts';
import { shortTitle } from '../commands/command.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';
import { lookUp } from '../commands/shortcuts.ts';
import { menuCommands } from '../desktop/menuCommands.ts';
import { ShortcutSheet } from '../overlay/ShortcutSheet.tsx';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { english } from './english.ts';
import { chooseLanguage } from './texts.ts';

afterEach(() => chooseLanguage(english));

function setUp() {
  const app = createApp(createFakeEngine().client, testRegistry, memoryStore());
  chooseLanguage({
    commands: {
      titles: { bypass: 'Umgehen: Eingaben weiterreichen', duplicate: 'Verdoppeln' },
      sections: { Edit: 'Bearbeiten' },
      reservedFor: (other) => `Belegt: ${other}.`,
    },
    steps: { bypass: 'Umgehen' },
  });
  return app;
}

test('the titles of commands in menus and tooltips follow the language, their ids do not', () => {
  const app = setUp();
  const found = menuCommands(app).find(({ id }) => id === 'bypass');
  expect(found).toMatchObject({ title: 'Umgehen: Eingaben weiterreichen', section: 'Node' });
  expect(menuCommands(app).find(({ id }) => id === 'mute')?.title).toBe(english.commands.titles.mute);
  expect(shortTitle(command('bypass'))).toBe('Umgehen');
  expect(tooltip(app, command('duplicate'))).toBe('Verdoppeln (Ctrl+D)');
  app.dispose();
});

test('the sheet of shortcuts speaks the language, and English where it lacks a word', () => {
  const app = setUp();
  app.ui.sheet.value = true;
  const host = document.createElement('div');
  document.body.append(host);
  const tree = (
    <AppProvider value={app}>
      <ShortcutSheet />
    </AppProvider>
  );
  act(() => render(tree, host));
  const said = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent);
  expect(said('h3')).toEqual(expect.arrayContaining(['Bearbeiten', 'View']));
  expect(said('dt')).toEqual(expect.arrayContaining(['Verdoppeln', 'Undo']));
  act(() => render(null, host));
  host.remove();
  app.dispose();
});

test('a refusal of keys speaks the language', () => {
  const copy = command('copy');
  chooseLanguage({ commands: { titles: { copy: 'Kopieren' }, reservedFor: (other) => `Belegt: ${other}.` } });
  expect(lookUp([copy], {}, command('duplicate'), 'Ctrl+C')).toEqual({ kind: 'refused', reason: 'Belegt: Kopieren.' });
});

test('a step of undo has the name of the language that it was made in, and keeps it', () => {
  const app = setUp();
  const entry = [...testRegistry.values()][0];
  if (!entry) throw new Error('the registry is empty');
  const node = newNode(app.editor.workflow.peek(), entry, [0, 0]);
  app.editor.edit('Add', (workflow) => addNode(workflow, node));
  app.editor.selection.value = new Set([node.id]);
  command('bypass').run(app);
  expect(app.editor.steps.value.undo).toBe('Umgehen');
  chooseLanguage(english);
  expect(app.editor.steps.value.undo).toBe('Umgehen');
  app.dispose();
});
