// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import type { Entry } from '../../protocol/types.ts';
import { AppProvider } from '../app/context.ts';
import { type App, createApp } from '../app/createApp.ts';
import type { SettingsPage } from '../app/userInterface.ts';
import { ShortcutSheet } from '../overlay/ShortcutSheet.tsx';
import { SettingsDialog } from '../overlay/settings/SettingsDialog.tsx';
import { StartPage } from '../start/StartPage.tsx';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { speakBracketed } from '../text/testing/bracketed.ts';

const example: Entry = {
  path: '/workflows/inversion.json',
  title: '/inversion',
  description: '',
  kind: 'example',
  modified: 0,
};

let app: App;
let speakEnglish: () => void;

beforeEach(() => {
  speakEnglish = speakBracketed();
  app = createApp(createFakeEngine({ listWorkflows: () => [example] }).client, testRegistry, memoryStore());
});

afterEach(() => {
  act(() => render(null, document.body));
  speakEnglish();
});

const screens = { settings: SettingsDialog, start: StartPage, shortcuts: ShortcutSheet };

async function show(screen: keyof typeof screens): Promise<void> {
  const Screen = screens[screen];
  await act(async () => {
    render(
      <AppProvider value={app}>
        <Screen />
      </AppProvider>,
      document.body,
    );
  });
}

/** Everything that somebody reads or hears there. */
function wordsOnScreen(): string[] {
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['title', 'aria-label', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '');
    const isText = (node: Node) => node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.textContent ?? '');
    if ([...element.childNodes].some(isText)) found.push(element.textContent ?? '');
  }
  return found.map((words) => words.trim()).filter((words) => /\p{L}/u.test(words));
}

/** What is no text of the interface: sizes, paths and variables, and what the engine says. */
const OTHER = /^[\d.]+ [KMG]B$|^\/|^--?\w|^[A-Z_]+$|^redis:|^workspace$|CPU|WebGPU|Vulkan|processor|graphics/;

const foreign = (words: string) => /^\[.*\]$/s.test(words) || OTHER.test(words);

test.each<SettingsPage>(['appearance', 'folders', 'storage', 'device', 'queue'])(
  'another language reaches the page %s of the settings, whole',
  async (page) => {
    app.ui.settings.value = page;
    await show('settings');
    expect(document.querySelector('h2')?.textContent).toBe('[Settings]');
    expect(wordsOnScreen().filter((words) => !foreign(words))).toEqual([]);
  },
);

test('another language reaches the start page, whole', async () => {
  app.ui.startPage.value = true;
  await app.files.refresh();
  await show('start');
  expect(document.querySelector('h1')?.textContent).toBe('[Arcspace]');
  expect([...document.querySelectorAll('h2')].map((title) => title.textContent)).toEqual(['[Noise levels]']);
  expect(wordsOnScreen().filter((words) => !foreign(words))).toEqual([]);
});

test('another language reaches what the sheet of shortcuts says of mouse and touch', async () => {
  app.ui.sheet.value = true;
  await show('shortcuts');
  const rows = [...document.querySelectorAll('.sheet-columns > section:last-child :is(dt, dd)')];
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.map((row) => row.textContent ?? '').filter((words) => !foreign(words))).toEqual([]);
});
