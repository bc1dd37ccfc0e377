import { dirname } from 'node:path';
import type { BrowserWindow, WebContents } from 'electron';
import { channels } from '../protocol/desktop.ts';
import type { EditorWindow } from './editorWindow.ts';

export interface EditorWindows {
  /** Another window, with this file. */
  open(file?: string): void;
  /** Shows files as tabs of the window that has the focus, or had it last. */
  take(files: readonly string[]): void;
  /** Brings a window to the front; opens one where there is none. */
  raise(): void;
  of(contents: WebContents): EditorWindow | undefined;
  focused(): EditorWindow | undefined;
  all(): readonly EditorWindow[];
}

interface Dependencies {
  readonly create: (others: number) => EditorWindow;
  /** The user chose a file in this folder. */
  readonly allow: (folder: string) => void;
  /** What the engine calls a file. */
  readonly nameOf: (file: string) => string;
  /** Another window has the focus, or none. */
  readonly changed: () => void;
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

export function createEditorWindows({ create, allow, nameOf, changed }: Dependencies): EditorWindows {
  const editors = new Set<EditorWindow>();
  const focused = (): EditorWindow | undefined => {
    const all = [...editors];
    return all.find(({ window }) => window.isFocused()) ?? all.at(-1);
  };
  const show = (editor: EditorWindow, file: string): void => {
    allow(dirname(file));
    editor.mailbox.post(channels.openFile, nameOf(file));
  };
  const open = (file?: string): EditorWindow => {
    const editor = create(editors.size);
    editors.add(editor);
    editor.window.on('closed', () => {
      editors.delete(editor);
      changed();
    });
    editor.window.on('focus', changed);
    if (file !== undefined) show(editor, file);
    return editor;
  };
  return {
    open,
    take(files) {
      if (files.length === 0) return;
      const editor = focused() ?? open();
      bringToFront(editor.window);
      for (const file of files) show(editor, file);
    },
    raise() {
      const editor = focused();
      if (editor) bringToFront(editor.window);
      else open();
    },
    of: (contents) => [...editors].find(({ window }) => window.webContents === contents),
    focused,
    all: () => [...editors],
  };
}
