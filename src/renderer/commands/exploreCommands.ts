import type { App } from '../app/createApp.ts';
import { changeable, exploreAttributes } from '../explorer/exploreAttributes.ts';
import { instrumentAt } from '../explorer/explored.ts';
import type { Command } from './command.ts';

/** The one selected node that has something to move; the only one of the workflow where none is selected. */
function instrument({ editor }: App): string | undefined {
  const selection = editor.selection.value;
  const { nodes } = editor.workflow.value;
  const asked = selection.size > 0 ? nodes.filter(({ id }) => selection.has(id)) : nodes;
  const found = asked.flatMap((node) => (node.mode === 'on' ? (instrumentAt(editor.level.value, node) ?? []) : []));
  return selection.size > 1 ? undefined : found[0];
}

/** The one selected node that attributes can change. */
function picture({ editor }: App): string | undefined {
  const [only, ...others] = editor.selection.value;
  if (only === undefined || others.length > 0) return undefined;
  return changeable(editor.workflow.value, editor.registry, only) && only;
}

export const exploreCommands: readonly Command[] = [
  {
    id: 'explore',
    section: 'Node',
    keys: ['E'],
    enabled: (app) => instrument(app) !== undefined || picture(app) !== undefined,
    run: (app) => {
      const node = instrument(app);
      const changed = picture(app);
      if (node !== undefined) app.ui.explorer.value = node;
      else if (changed !== undefined) void exploreAttributes(app, changed);
    },
  },
  {
    id: 'explore-attributes',
    section: 'Node',
    keys: [],
    enabled: (app) => picture(app) !== undefined,
    run: (app) => {
      const changed = picture(app);
      if (changed !== undefined) void exploreAttributes(app, changed);
    },
  },
];
