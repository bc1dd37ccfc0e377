import type { App } from '../app/createApp.ts';
import { isInstrument } from '../explorer/explored.ts';
import type { Command } from './command.ts';

/** The one selected node that has something to move; the only one of the workflow where none is selected. */
function explored({ editor }: App): string | undefined {
  const selection = editor.selection.value;
  const { nodes } = editor.workflow.value;
  const asked = selection.size > 0 ? nodes.filter(({ id }) => selection.has(id)) : nodes;
  const found = asked.filter(({ type, mode }) => mode === 'on' && isInstrument(editor.registry, type));
  return selection.size > 1 ? undefined : found[0]?.id;
}

export const exploreCommands: readonly Command[] = [
  {
    id: 'explore',
    title: 'Explore: move it by hand beside the picture',
    section: 'Node',
    keys: ['E'],
    enabled: (app) => explored(app) !== undefined,
    run: (app) => {
      app.ui.explorer.value = explored(app) ?? null;
    },
  },
];
