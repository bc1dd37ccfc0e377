import { computed, effect } from '@preact/signals';
import type { DesktopBridge, DocumentState, Notice } from '../../protocol/desktop.ts';
import type { App } from '../app/createApp.ts';
import { saveOrAsk } from '../commands/fileCommands.ts';
import { menuCommands, runMenuCommand } from './menuCommands.ts';

/** Milliseconds in which changes of what the menus offer are sent together. */
const PAUSE = 100;

/** Calls with the newest value, once for all that change within a moment, and not for equal ones. */
function sendChanges<T>(read: () => T, send: (value: T) => void): void {
  const text = computed(() => JSON.stringify(read()));
  let sent = '';
  let waiting = false;
  const sendNewest = (): void => {
    waiting = false;
    if (text.peek() === sent) return;
    sent = text.peek();
    send(JSON.parse(sent) as T);
  };
  text.subscribe(() => {
    if (!waiting) setTimeout(sendNewest, PAUSE);
    waiting = true;
  });
}

function showNotice({ log }: App, { link, ...notice }: Notice, open: () => void): void {
  log.notify({ ...notice, ...(link !== undefined && { action: { label: link, run: open } }) });
}

const unsavedTabs = ({ editor }: App) => editor.tabs.value.filter(({ unsaved }) => unsaved);

function describeDocument(app: App): DocumentState {
  const { name } = app.editor.workflow.value;
  return {
    name,
    path: app.editor.document.value.path.value,
    unsaved: unsavedTabs(app).map(({ workflow }) => workflow.name),
  };
}

/** Saves one tab after another. @returns false as soon as one is not saved */
async function saveAll(app: App): Promise<boolean> {
  for (const { document } of unsavedTabs(app)) {
    app.editor.show(document);
    if (!(await saveOrAsk(app))) return false;
  }
  return true;
}

/**
 * Ties the editor to the window that it is in: menus, title, files from outside, closing, notices.
 * @param started when the editor shows what it starts with, which files from outside then replace
 */
export function followDesktop(app: App, bridge: DesktopBridge, started: Promise<void>): void {
  const { preferences, files, ui } = app;
  sendChanges(() => menuCommands(app), bridge.describeMenu);
  sendChanges(() => describeDocument(app), bridge.describeDocument);
  effect(() => bridge.setTheme(preferences.values.value.theme));
  bridge.listen({
    command: (id) => runMenuCommand(app, id),
    async openFile(path) {
      await started;
      if (await files.open(path)) ui.startPage.value = false;
    },
    save: () => saveAll(app),
    notice: (notice) => showNotice(app, notice, bridge.openReleasePage),
  });
}
