import { expect, test, vi } from 'vitest';
import { channels } from '../protocol/desktop.ts';
import type { EditorWindow } from './editorWindow.ts';
import { createEditorWindows } from './editorWindows.ts';
import { createMailbox } from './mailbox.ts';
import { createRecentFiles } from './recentFiles.ts';
import type { SettingValues } from './settings.ts';
import { workspaceName } from './workspaceName.ts';

function opened() {
  const sent: { window: number; path: unknown }[] = [];
  const made: EditorWindow[] = [];
  const create = (): EditorWindow => {
    const number = made.length;
    const mailbox = createMailbox((channel, path) => {
      if (channel === channels.openFile) sent.push({ window: number, path });
    });
    mailbox.open();
    const window = {
      on: () => {},
      isFocused: () => false,
      isMinimized: () => true,
      restore: vi.fn(),
      focus: vi.fn(),
      webContents: {},
    };
    const editor = { window: window as never, mailbox, commands: [], document: undefined, saved: () => {} };
    made.push(editor);
    return editor;
  };
  const allow = vi.fn();
  const nameOf = (file: string) => workspaceName('/home/user/arcspace', file);
  return { windows: createEditorWindows({ create, allow, nameOf, changed: () => {} }), made, sent, allow };
}

test('a file opens in the window that is there, which comes to the front, and its folder is allowed', () => {
  const { windows, made, sent, allow } = opened();
  windows.open();
  windows.take(['/art/a.json']);
  expect(sent).toEqual([{ window: 0, path: '/art/a.json' }]);
  expect(allow).toHaveBeenCalledExactlyOnceWith('/art');
  expect(made[0]?.window.restore).toHaveBeenCalledOnce();
  expect(made[0]?.window.focus).toHaveBeenCalledOnce();
});

test('several files open in one window, as its tabs, and none opens nothing', () => {
  const { windows, made, sent } = opened();
  windows.take([]);
  expect(made).toHaveLength(0);
  windows.take(['/a.json', '/b.json', '/c.json']);
  expect(sent.map(({ window, path }) => [window, path])).toEqual([
    [0, '/a.json'],
    [0, '/b.json'],
    [0, '/c.json'],
  ]);
});

test('a file of the workspace is called as lists call it', () => {
  const { windows, sent } = opened();
  windows.take(['/home/user/arcspace/workflows/a.json']);
  expect(sent[0]?.path).toBe('workflows/a.json');
  expect(workspaceName('/home/user/arcspace', '/home/user/arcspace-2/a.json')).toBe('/home/user/arcspace-2/a.json');
  expect(workspaceName('/home/user/arcspace', '/home/user/arcspace/..a.json')).toBe('..a.json');
});

test('messages wait until the page listens, also after it was loaded again', () => {
  const sent: unknown[] = [];
  const mailbox = createMailbox((channel, argument) => sent.push([channel, argument]));
  mailbox.post('a', 1);
  expect(sent).toEqual([]);
  mailbox.open();
  mailbox.close();
  mailbox.post('b', 2);
  expect(sent).toEqual([['a', 1]]);
  mailbox.open();
  expect(sent).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

test('recent files are kept newest first, each once, twelve at most, and in the list of the system', () => {
  const values = { recents: [] as readonly string[] } as SettingValues;
  const settings = { values, set: (change: Partial<SettingValues>) => void Object.assign(values, change) };
  const system = { addRecentDocument: vi.fn(), clearRecentDocuments: vi.fn() };
  const changed = vi.fn();
  const recents = createRecentFiles(system, settings, changed);
  for (let index = 0; index < 14; index++) recents.add(`/${index}.json`);
  recents.add('/5.json');
  recents.add('/5.json');
  expect(recents.list().slice(0, 3)).toEqual(['/5.json', '/13.json', '/12.json']);
  expect(recents.list()).toHaveLength(12);
  expect(system.addRecentDocument).toHaveBeenCalledTimes(15);
  recents.clear();
  expect(recents.list()).toEqual([]);
  expect(system.clearRecentDocuments).toHaveBeenCalledOnce();
});
