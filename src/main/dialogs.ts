import { dirname } from 'node:path';
import type { BrowserWindow, Dialog } from 'electron';
import { withoutExtension, workflowExtensions } from '../protocol/workflowName.ts';

const openFilters = [
  {
    name: 'Workflows and pictures that carry one',
    extensions: [...workflowExtensions, 'png', 'svg', 'jpg', 'jpeg', 'webp'],
  },
];

/** A double click opens the first kind, so it is suggested. */
const saveFilters = [
  { name: 'Arcspace workflow', extensions: ['arcspace'] },
  { name: 'JSON', extensions: ['json'] },
];

/** The chosen file; its folder is allowed from then on, because the user pointed at it. */
export async function chooseToOpen(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  window: BrowserWindow,
  allow: (folder: string) => void,
): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: openFilters,
  });
  return allowed(canceled ? undefined : filePaths[0], allow);
}

export async function chooseToSave(
  dialog: Pick<Dialog, 'showSaveDialog'>,
  window: BrowserWindow,
  suggestedName: unknown,
  allow: (folder: string) => void,
): Promise<string | null> {
  const name = typeof suggestedName === 'string' ? suggestedName.replace(/[\\/:]/g, ' ').slice(0, 200) : 'workflow';
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: `${withoutExtension(name)}.arcspace`,
    filters: saveFilters,
  });
  return allowed(canceled ? undefined : filePath, allow);
}

function allowed(path: string | undefined, allow: (folder: string) => void): string | null {
  if (!path) return null;
  allow(dirname(path));
  return path;
}
