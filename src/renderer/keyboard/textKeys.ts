import { isMac } from './isMac.ts';
import { keyParts } from './keyParts.ts';

/** They move, mark or take away text by letters, words, lines and pages, whatever is held with them. */
const EDITING = /^(Backspace|Delete|Insert|Home|End|Page(Up|Down)|Arrow\w+)$/;

/** With Ctrl, and with Shift as well: all, undo, redo and the clipboard. */
const EDITING_LETTERS = 'AZYXCV';

/** Whether these keys write, move or edit in a text field: there they mean the text, whatever else they do elsewhere. */
export function areOfText(keys: string, mac: boolean = isMac): boolean {
  const { held, key } = keyParts(keys);
  const [withCtrl, withAlt] = [held.includes('Ctrl'), held.includes('Alt')];
  if (EDITING.test(key)) return true;
  if (withCtrl) return !withAlt && EDITING_LETTERS.includes(key.toUpperCase());
  // On a Mac Alt types letters of its own.
  if (withAlt) return mac && key.length === 1;
  return key.length === 1 || key === 'Enter' || key === 'Tab';
}
