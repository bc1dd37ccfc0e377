import type { Autosave } from '../../protocol/autosave.ts';

/** Work of a window that is not saved yet. */
export function unsaved(text: string): Autosave {
  const key = { window: 'a', document: 'b' };
  return { ...key, name: 'Mine', time: 1, text, savedAs: 'mine.json', origin: null, picture: null };
}
