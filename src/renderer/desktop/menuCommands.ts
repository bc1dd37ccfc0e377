import type { MenuCommand } from '../../protocol/desktop.ts';
import type { App } from '../app/createApp.ts';
import { titleOf } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { keysOf } from '../commands/keys.ts';
import { typingField } from '../keyboard/typingField.ts';

/** The table of commands, as menus show it. */
export function menuCommands(app: App): readonly MenuCommand[] {
  const listed = commands.filter(({ unlisted }) => !unlisted);
  return listed.map((command) => ({
    id: command.id,
    title: titleOf(command),
    section: command.section,
    keys: keysOf(app.preferences.values.value.shortcuts, command)[0] ?? null,
    enabled: command.enabled(app),
    native: command.byClipboard === true,
  }));
}

/** What a text field does itself with commands that mean nodes elsewhere. */
const inText: Readonly<Record<string, string>> = {
  undo: 'undo',
  redo: 'redo',
  'select-all': 'selectAll',
  delete: 'delete',
};

/** Does what was chosen in a menu, to the text where one is being typed. */
export function runMenuCommand(app: App, id: string): void {
  const found = commands.find((command) => command.id === id);
  if (!found) return;
  const text = found.whileTyping || !typingField(document.activeElement) ? undefined : inText[id];
  // Deprecated, and the only way to what the field's own keys do.
  if (text !== undefined) document.execCommand(text);
  else if (found.enabled(app)) found.run(app);
}
