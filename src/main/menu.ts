import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../protocol/desktop.ts';

/**
 * Thin menus: each entry asks the page to do what its own button does. Keys stay with the page, which knows whether the
 * canvas or a text field is meant; here they are only shown.
 */
export function menuTemplate(send: (command: MenuCommand) => void): MenuItemConstructorOptions[] {
  const entry = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    {
      label: 'File',
      submenu: [
        entry('New', 'new', 'CmdOrCtrl+N'),
        entry('Open...', 'open', 'CmdOrCtrl+O'),
        line,
        entry('Save', 'save', 'CmdOrCtrl+S'),
        entry('Save as...', 'save-as', 'CmdOrCtrl+Shift+S'),
        line,
        { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        entry('Undo', 'undo', 'CmdOrCtrl+Z'),
        entry('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        line,
        { role: 'cut', registerAccelerator: false },
        { role: 'copy', registerAccelerator: false },
        { role: 'paste', registerAccelerator: false },
      ],
    },
    { label: 'Run', submenu: [entry('Run', 'run', 'CmdOrCtrl+Enter'), entry('Cancel', 'cancel', 'Esc')] },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
    },
    { label: 'Help', submenu: [entry('Keyboard shortcuts', 'shortcuts')] },
  ];
}
