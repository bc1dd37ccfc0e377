import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../protocol/desktop.ts';

export interface MenuContent {
  /** What the page of the focused window offers. */
  readonly commands: readonly MenuCommand[];
  readonly recents: readonly string[];
  /** Whether new versions are looked for; undefined where there is nobody to ask. */
  readonly looksForUpdates: boolean | undefined;
  /** A later version that was found. */
  readonly newVersion: string | undefined;
  readonly platform: NodeJS.Platform;
}

export interface MenuActions {
  command(id: string): void;
  newWindow(): void;
  openFile(path: string): void;
  clearRecents(): void;
  lookForUpdates(wished: boolean): void;
  openReleasePage(): void;
}

type Item = MenuItemConstructorOptions;

const line: Item = { type: 'separator' };

/** These stand under Help, whatever section of the palette they are in. */
const help = new Set(['shortcuts']);

/**
 * "Ctrl+Shift+Z" as Electron writes it. Keys stay with the page, which knows whether the canvas or a text field is meant; in the menu they are
 * only shown. macOS cannot only show them, so plain letters, which are typed too, are left out there.
 */
function shownKeys(keys: string | null, platform: NodeJS.Platform): Item {
  if (keys === null || (platform === 'darwin' && !keys.includes('Ctrl'))) return {};
  const accelerator = keys
    .replace('Ctrl', 'CmdOrCtrl')
    .replace(/\bEscape\b/, 'Esc')
    .replace(/\bArrow/, '')
    .replace(/(^|\+)\+$/, '$1Plus');
  return { accelerator, registerAccelerator: false };
}

/** A native command works in text fields too; on the canvas the page hears of it by the clipboard's own events. */
const isRole = (id: string): id is 'cut' | 'copy' | 'paste' => ['cut', 'copy', 'paste'].includes(id);

function itemOf(
  { id, title, keys, enabled, native }: MenuCommand,
  platform: NodeJS.Platform,
  { command }: MenuActions,
): Item {
  const label = title.replaceAll('&', '&&');
  if (native && isRole(id)) return { id, role: id, label, registerAccelerator: false };
  return { id, label, enabled, click: () => command(id), ...shownKeys(keys, platform) };
}

function recentItems({ recents }: MenuContent, actions: MenuActions): Item {
  const items: Item[] = recents.map((path) => ({
    label: basename(path).replaceAll('&', '&&'),
    toolTip: path,
    click: () => actions.openFile(path),
  }));
  const clear: Item = { label: 'Clear list', click: () => actions.clearRecents() };
  return { label: 'Open recent', enabled: items.length > 0, submenu: [...items, line, clear] };
}

function helpItems(content: MenuContent, shown: readonly Item[], actions: MenuActions): Item[] {
  const { looksForUpdates, newVersion, platform } = content;
  const get: Item[] =
    newVersion === undefined ? [] : [{ label: `Get Arcspace ${newVersion}`, click: () => actions.openReleasePage() }];
  const look: Item[] =
    looksForUpdates === undefined
      ? []
      : [
          {
            label: 'Check for updates automatically',
            type: 'checkbox',
            checked: looksForUpdates,
            click: ({ checked }) => actions.lookForUpdates(checked),
          },
        ];
  const about: Item[] = platform === 'darwin' ? [] : [line, { role: 'about', label: 'About Arcspace' }];
  return [...shown, ...get, ...look, ...about];
}

/** The size of the interface, with keys of their own: the usual ones zoom the canvas. */
const interfaceSize: Item = {
  label: 'Interface size',
  submenu: [
    { role: 'zoomIn', label: 'Larger', accelerator: 'CmdOrCtrl+Alt+Plus' },
    { role: 'zoomOut', label: 'Smaller', accelerator: 'CmdOrCtrl+Alt+-' },
    { role: 'resetZoom', label: 'Normal', accelerator: 'CmdOrCtrl+Alt+0' },
  ],
};

/** The menus, made of the table that palette, keyboard and tooltips are made of. */
export function menuTemplate(content: MenuContent, actions: MenuActions): Item[] {
  const { commands, platform } = content;
  const items = (wanted: (command: MenuCommand) => boolean): Item[] =>
    commands.filter(wanted).map((command) => itemOf(command, platform, actions));
  const section = (name: string): Item[] => items(({ id, section }) => section === name && !help.has(id));
  const isMac = platform === 'darwin';
  const newWindow: Item = { label: 'New window', click: () => actions.newWindow(), accelerator: 'CmdOrCtrl+Shift+N' };
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        newWindow,
        ...section('File'),
        recentItems(content, actions),
        line,
        // Ctrl+W closes a tab.
        { role: 'close', label: 'Close window', accelerator: 'CmdOrCtrl+Shift+W' },
        ...(isMac ? [] : [{ role: 'quit', label: 'Quit' } as const]),
      ],
    },
    { label: 'Edit', submenu: section('Edit') },
    { label: 'Node', submenu: section('Node') },
    { label: 'Group', submenu: section('Group') },
    { label: 'Arrange', submenu: section('Arrange') },
    { label: 'Run', submenu: section('Run') },
    { label: 'View', submenu: [...section('View'), line, interfaceSize, { role: 'togglefullscreen' }] },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      label: 'Help',
      submenu: helpItems(
        content,
        items(({ id }) => help.has(id)),
        actions,
      ),
    },
  ];
}

/** What of the menus is not whether an item can be chosen: only when it changes they are built anew. */
export const shapeOf = ({ commands, ...rest }: MenuContent): string =>
  JSON.stringify([commands.map(({ enabled: _, ...shape }) => shape), rest]);
