import { arrangeCommands } from './arrangeCommands.ts';
import { blockCommands } from './blockCommands.ts';
import type { Command, CommandSection } from './command.ts';
import { editCommands } from './editCommands.ts';
import { exploreCommands } from './exploreCommands.ts';
import { fileCommands } from './fileCommands.ts';
import { galleryCommands } from './galleryCommands.ts';
import { groupCommands } from './groupCommands.ts';
import { nodeCommands } from './nodeCommands.ts';
import { queueCommands } from './queueCommands.ts';
import { runCommands } from './runCommands.ts';
import { tabCommands } from './tabCommands.ts';
import { viewCommands } from './viewCommands.ts';

/** Every command of the editor, once. */
export const commands: readonly Command[] = [
  ...runCommands,
  ...queueCommands,
  ...galleryCommands,
  ...fileCommands,
  ...tabCommands,
  ...editCommands,
  ...exploreCommands,
  ...blockCommands,
  // What is done to a group goes before what is done to the nodes that are selected with it.
  ...groupCommands,
  ...nodeCommands,
  ...arrangeCommands,
  ...viewCommands,
];

export const sections: readonly CommandSection[] = ['Run', 'File', 'Edit', 'Node', 'Group', 'Arrange', 'View'];

const byId = new Map<string, Command>(commands.map((command) => [command.id, command]));

/** @throws Error for an id that is not in the table: a fault in the program. */
export function command(id: string): Command {
  const found = byId.get(id);
  if (!found) throw new Error(`no command is called ${id}`);
  return found;
}
