import { isEdge } from '../../graph/blocks/edges.ts';
import type { App } from '../app/createApp.ts';
import { type Texts, texts } from '../text/texts.ts';

/** The table of texts has a title for each: an id without one is no id. */
export type CommandId = keyof Texts['commands']['titles'];

export type CommandSection = keyof Texts['commands']['sections'];

/** One thing that can be done: keyboard, menus, tooltips and the sheet of shortcuts are all made of these. */
export interface Command {
  readonly id: CommandId;
  readonly section: CommandSection;
  /** "Ctrl+Shift+Z"; Ctrl also means the command key. The first is shown. */
  readonly keys: readonly string[];
  /** Also works while a text field has the focus. */
  readonly whileTyping?: boolean;
  /** Adds something each time: neither over what is open over the editor, nor again while the keys are held down. */
  readonly deliberate?: boolean;
  /** Keys alone do it: no menu has it, and the sheet of shortcuts tells it with others in a line of its own. */
  readonly unlisted?: boolean;
  /** Also works in the Explorer. */
  readonly whileExploring?: boolean;
  /** Also in the app view, where nobody sees the graph. */
  readonly inAppView?: boolean;
  /** The browser's own clipboard events do it; the keys are shown only. */
  readonly byClipboard?: boolean;
  enabled(app: App): boolean;
  run(app: App): void;
}

/** In the chosen language; what stands behind a colon says more. */
export const titleOf = ({ id }: Pick<Command, 'id'>): string => texts.commands.titles[id];

/** "Bypass" of "Bypass: pass inputs through" */
export const shortTitle = (command: Pick<Command, 'id'>): string => titleOf(command).split(':')[0] ?? titleOf(command);

export const always = (): boolean => true;

/** Whether more is selected than the edges of the open block, which can only be moved. */
export const hasSelection = ({ editor }: App): boolean => [...editor.selection.value].some((id) => !isEdge(id));

export const hasGroup = ({ editor }: App): boolean => editor.selectedGroup.value !== null;

/** What is selected, without the edges of the open block. */
export const selectedIds = ({ editor }: App): ReadonlySet<string> =>
  new Set([...editor.selection.peek()].filter((id) => !isEdge(id)));
