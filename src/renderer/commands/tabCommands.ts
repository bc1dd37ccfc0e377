import type { App } from '../app/createApp.ts';
import { always, type Command } from './command.ts';

const shownAt = ({ editor }: App): number => editor.tabs.peek().findIndex(({ isShown }) => isShown);

const hasSeveral = ({ editor }: App): boolean => editor.tabs.value.length > 1;

/** Shows the next tab, or the one before; after the last comes the first. */
function step(app: App, by: 1 | -1): void {
  const tabs = app.editor.tabs.peek();
  const next = tabs.at((shownAt(app) + by) % tabs.length);
  if (next) app.editor.show(next.document);
}

function move(app: App, by: 1 | -1): void {
  const at = shownAt(app);
  const tab = app.editor.tabs.peek()[at];
  if (tab && at + by >= 0) app.editor.moveTab(tab.document, at + by);
}

/** Browsers keep Ctrl+W, Ctrl+Tab and Ctrl+Page Down for their own tabs: each has keys that reach a page, too. */
export const tabCommands: readonly Command[] = [
  {
    id: 'close-tab',
    section: 'File',
    keys: ['Ctrl+Alt+W', 'Ctrl+W'],
    whileTyping: true,
    enabled: always,
    run: ({ closedTabs, editor }) => closedTabs.close(editor.document.peek()),
  },
  {
    id: 'reopen-tab',
    section: 'File',
    keys: ['Ctrl+Alt+Shift+W', 'Ctrl+Shift+T'],
    whileTyping: true,
    enabled: ({ closedTabs }) => closedTabs.canReopen.value,
    run: ({ closedTabs }) => closedTabs.reopen(),
  },
  {
    id: 'next-tab',
    inAppView: true,
    section: 'View',
    keys: ['Alt+PageDown', 'Ctrl+PageDown'],
    enabled: hasSeveral,
    run: (app) => step(app, 1),
  },
  {
    id: 'previous-tab',
    inAppView: true,
    section: 'View',
    keys: ['Alt+PageUp', 'Ctrl+PageUp'],
    enabled: hasSeveral,
    run: (app) => step(app, -1),
  },
  {
    id: 'move-tab-right',
    section: 'View',
    keys: ['Alt+Shift+PageDown'],
    enabled: hasSeveral,
    run: (app) => move(app, 1),
  },
  {
    id: 'move-tab-left',
    section: 'View',
    keys: ['Alt+Shift+PageUp'],
    enabled: hasSeveral,
    run: (app) => move(app, -1),
  },
];
