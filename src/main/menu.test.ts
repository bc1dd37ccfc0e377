import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import type { MenuCommand } from '../protocol/desktop.ts';
import { keepApplicationMenu } from './applicationMenu.ts';
import { type MenuContent, menuTemplate } from './menu.ts';

const offered = (id: string, title: string, section: string, keys: string | null = null): MenuCommand => ({
  id,
  title,
  section,
  keys,
  enabled: true,
  native: false,
});

const commands: readonly MenuCommand[] = [
  offered('run', 'Run', 'Run', 'Ctrl+Enter'),
  offered('cancel', 'Cancel the run', 'Run', 'Escape'),
  offered('free', 'Free memory: drop cached results', 'Run'),
  offered('save-as', 'Save as', 'File', 'Ctrl+Shift+S'),
  offered('undo', 'Undo', 'Edit', 'Ctrl+Z'),
  { ...offered('redo', 'Redo', 'Edit', 'Ctrl+Shift+Z'), enabled: false },
  { ...offered('copy', 'Copy', 'Edit', 'Ctrl+C'), native: true },
  { ...offered('cut', 'Cut', 'Edit', 'Ctrl+X'), native: true },
  { ...offered('paste', 'Paste', 'Edit', 'Ctrl+V'), native: true },
  offered('bypass', 'Bypass & more', 'Node', 'B'),
  offered('fit-group', 'Fit to contents', 'Group'),
  offered('align-left', 'Align left', 'Arrange', 'Alt+A'),
  offered('zoom-in', 'Zoom in', 'View', 'Ctrl+='),
  offered('shortcuts', 'Keyboard shortcuts', 'View', '?'),
];

const content: MenuContent = {
  commands,
  recents: ['/home/user/faces.arcspace'],
  looksForUpdates: undefined,
  newVersion: undefined,
  platform: 'linux',
};

function actions() {
  return {
    command: vi.fn(),
    newWindow: vi.fn(),
    openFile: vi.fn(),
    clearRecents: vi.fn(),
    lookForUpdates: vi.fn(),
    openReleasePage: vi.fn(),
  };
}

type Item = MenuItemConstructorOptions;

const flat = (items: readonly Item[]): readonly Item[] =>
  items.flatMap((item) => [item, ...flat((item.submenu as Item[] | undefined) ?? [])]);
const click = (item: Item | undefined, given: unknown = {}) =>
  (item?.click as ((item: unknown) => void) | undefined)?.(given);

test('every command of the editor is in the menus, under its title, with its keys', () => {
  const items = new Map(flat(menuTemplate(content, actions())).map((item) => [item.id, item]));
  for (const { id, title } of commands) expect(items.get(id)?.label).toBe(title.replaceAll('&', '&&'));
  expect(items.get('save-as')?.accelerator).toBe('CmdOrCtrl+Shift+S');
  expect(items.get('cancel')?.accelerator).toBe('Esc');
  expect(items.get('zoom-in')?.accelerator).toBe('CmdOrCtrl+=');
});

test('commands are sent to the page, and take no key from it', () => {
  const does = actions();
  const items = flat(menuTemplate(content, does)).filter(({ id }) => id !== undefined);
  for (const item of items) {
    click(item);
    if (item.accelerator) expect(item.registerAccelerator).toBe(false);
  }
  const sent = does.command.mock.calls.map(([id]) => id);
  expect(sent.sort()).toEqual(
    commands
      .filter(({ native }) => !native)
      .map(({ id }) => id)
      .sort(),
  );
});

test('the clipboard belongs to the system, which knows text fields', () => {
  const roles = flat(menuTemplate(content, actions())).flatMap(({ role }) => (role ? [role] : []));
  expect(roles).toEqual(expect.arrayContaining(['cut', 'copy', 'paste']));
});

test('what cannot be done now is grey', () => {
  const items = flat(menuTemplate(content, actions()));
  expect(items.find(({ id }) => id === 'redo')?.enabled).toBe(false);
  expect(items.find(({ id }) => id === 'undo')?.enabled).toBe(true);
});

test('letters that are typed too are no keys of a menu on macOS, where they would be taken from the text', () => {
  const items = flat(menuTemplate({ ...content, platform: 'darwin' }, actions()));
  const keys = items
    .filter(({ id }) => id !== undefined)
    .flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
  expect(keys.length).toBeGreaterThan(3);
  for (const each of keys) expect(each).toContain('CmdOrCtrl');
});

test.each([
  ['ArrowUp', 'Up'],
  ['Ctrl+ArrowLeft', 'CmdOrCtrl+Left'],
  ['Ctrl++', 'CmdOrCtrl+Plus'],
  ['+', 'Plus'],
  ['Escape', 'Esc'],
])('keys that were chosen have the names of Electron: %s', (keys, name) => {
  const chosen = [offered('live', 'Live', 'Run', keys)];
  const items = flat(menuTemplate({ ...content, commands: chosen }, actions()));
  expect(items.find(({ id }) => id === 'live')?.accelerator).toBe(name);
});

test('recent files are listed by name and opened by path', () => {
  const does = actions();
  const items = flat(menuTemplate(content, does));
  click(items.find(({ label }) => label === 'faces.arcspace'));
  expect(does.openFile).toHaveBeenCalledExactlyOnceWith('/home/user/faces.arcspace');
  click(items.find(({ label }) => label === 'Clear list'));
  expect(does.clearRecents).toHaveBeenCalledOnce();
});

test('new versions are spoken of only where there is somebody to ask', () => {
  const labels = (more: Partial<MenuContent>) =>
    flat(menuTemplate({ ...content, ...more }, actions())).map(({ label }) => label);
  expect(labels({})).not.toContain('Check for updates automatically');
  expect(labels({ looksForUpdates: false, newVersion: '0.2.0' })).toEqual(
    expect.arrayContaining(['Check for updates automatically', 'Get Arcspace 0.2.0']),
  );
});

test('menus are built anew when they change, and not for what can be chosen', () => {
  const state = { ...content };
  const items = new Map(commands.map(({ id, enabled }) => [id, { enabled }]));
  const menus = {
    buildFromTemplate: vi.fn(() => ({ getMenuItemById: (id: string) => items.get(id) ?? null })),
    setApplicationMenu: vi.fn(),
  };
  const refresh = keepApplicationMenu(menus as never, () => state, actions());
  refresh();
  state.commands = commands.map((command) => ({ ...command, enabled: true }));
  refresh();
  expect(menus.setApplicationMenu).toHaveBeenCalledOnce();
  expect(items.get('redo')?.enabled).toBe(true);
  state.recents = [];
  refresh();
  expect(menus.setApplicationMenu).toHaveBeenCalledTimes(2);
});
