import type { BrowserWindow, Dialog } from 'electron';
import { channels, type DocumentState, type MenuCommand } from '../protocol/desktop.ts';
import { guardClosing } from './guardClosing.ts';
import { guardPage } from './guardPage.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import type { Quitting } from './quitting.ts';
import type { Settings } from './settings.ts';
import { keepPlace } from './window.ts';

/** A window with an editor, and what its page has said of itself. */
export interface EditorWindow {
  readonly window: BrowserWindow;
  readonly mailbox: Mailbox;
  commands: readonly MenuCommand[];
  document: DocumentState | undefined;
  /** The page was asked to save, and has or has not. */
  saved(answer: boolean): void;
}

interface Dependencies {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly settings: Settings;
  readonly quitting: Quitting;
}

export function createEditorWindow(window: BrowserWindow, { dialog, settings, quitting }: Dependencies): EditorWindow {
  const { webContents } = window;
  const mailbox = createMailbox((channel, argument) => {
    if (!webContents.isDestroyed()) webContents.send(channel, argument);
  });
  const ask: Parameters<typeof guardPage>[0]['ask'] = (options) => dialog.showMessageBox(window, options);
  keepPlace(window, settings);
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) mailbox.close();
  });
  webContents.on('render-process-gone', () => mailbox.close());
  // Windows ends the session: nobody can be asked, and nothing can be held up.
  window.on('session-end', () => quitting.force());
  guardPage({ window, ask, notify: (notice) => mailbox.post(channels.notice, notice) });
  const saved = guardClosing({
    window,
    ask,
    quitting,
    unsaved: () => editor.document?.unsaved ?? [],
    save: () => mailbox.post(channels.save),
  });
  const editor: EditorWindow = { window, mailbox, commands: [], document: undefined, saved };
  return editor;
}

/** What the system shows of a document: its name in the title bar on macOS, and a dot while it is not saved. */
export function showDocument({ window }: EditorWindow, { unsaved }: DocumentState, file: string | null): void {
  window.setDocumentEdited(unsaved.length > 0);
  window.setRepresentedFilename(file ?? '');
}
