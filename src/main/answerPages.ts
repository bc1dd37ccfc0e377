import { dirname, join, resolve } from 'node:path';
import { dialog, type IpcMainInvokeEvent, ipcMain, nativeTheme, shell } from 'electron';
import { channels } from '../protocol/desktop.ts';
import { createAnswers } from './answer.ts';
import { readDocumentState, readMenuCommands, readTheme } from './asked.ts';
import { chooseToOpen, chooseToSave } from './dialogs.ts';
import { type EditorWindow, showDocument } from './editorWindow.ts';
import type { EditorWindows } from './editorWindows.ts';
import type { EngineLink } from './engineLink.ts';
import type { RecentFiles } from './recentFiles.ts';
import { reveal } from './reveal.ts';
import type { Settings } from './settings.ts';
import { workspaceName } from './workspaceName.ts';

interface Dependencies {
  readonly origin: string;
  readonly windows: EditorWindows;
  readonly engine: EngineLink;
  readonly recents: RecentFiles;
  readonly settings: Settings;
  readonly folders: { readonly program: string; readonly workspace: string; readonly modelFolders: readonly string[] };
  readonly refreshMenu: () => void;
  readonly openReleasePage: () => void;
}

/** Everything that a page can ask, by channel. */
export function answerPages(dependencies: Dependencies): void {
  const { origin, windows, engine, recents, settings, folders, refreshMenu, openReleasePage } = dependencies;
  const { program, workspace, modelFolders } = folders;
  const isInWorkspace = (file: string): boolean => workspaceName(workspace, file) !== file;
  const answer = createAnswers<IpcMainInvokeEvent>(ipcMain, origin);
  const answerWindow = (channel: string, reply: (editor: EditorWindow, argument: unknown) => unknown): void =>
    answer(channel, (event, argument) => {
      const editor = windows.of(event.sender);
      if (!editor) throw new Error('This page has no window.');
      return reply(editor, argument);
    });
  answer(channels.requestEngine, (event) => engine.connect(event.sender));
  answer(channels.shortenTimeout, () => engine.shortenTimeout());
  answer(channels.reveal, (_, path) => reveal(shell, workspace, [join(program, 'models'), ...modelFolders], path));
  answer(channels.openReleasePage, openReleasePage);
  answer(channels.setTheme, (_, theme) => {
    nativeTheme.themeSource = readTheme(theme);
    settings.set({ theme: nativeTheme.themeSource });
  });
  answerWindow(channels.chooseToOpen, ({ window }) => chooseToOpen(dialog, window, engine.allow));
  answerWindow(channels.chooseToSave, ({ window }, name) => chooseToSave(dialog, window, name, engine.allow));
  answerWindow(channels.listening, ({ mailbox }) => mailbox.open());
  answerWindow(channels.saved, (editor, saved) => editor.saved(saved === true));
  answerWindow(channels.describeMenu, (editor, commands) => {
    editor.commands = readMenuCommands(commands);
    refreshMenu();
  });
  answerWindow(channels.describeDocument, (editor, state) => {
    const document = readDocumentState(state);
    const file = document.path === null ? null : resolve(workspace, document.path);
    editor.document = document;
    showDocument(editor, document, file);
    // A page cannot put just any file on the list.
    if (file !== null && (isInWorkspace(file) || engine.isAllowed(dirname(file)))) recents.add(file);
  });
}
