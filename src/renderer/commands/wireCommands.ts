import { newNode } from '../../graph/edit/addNode.ts';
import { disconnect } from '../../graph/edit/connect.ts';
import { insertOnWire } from '../../graph/edit/insertOnWire.ts';
import { storable } from '../../graph/edit/point.ts';
import { type LinkEnd, parseLinkEnd } from '../../graph/workflow/link.ts';
import { select } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';
import type { Command } from './command.ts';

export const hasWire = (app: App) => app.editor.selectedWire.value !== null;

/** The input that the selected wire ends in. */
const selectedEnd = (app: App): LinkEnd | undefined => parseLinkEnd(app.editor.selectedWire.peek() ?? '');

function removeWire(app: App): void {
  const to = selectedEnd(app);
  if (to) app.editor.edit(texts.steps.removeWire, (workflow) => disconnect(workflow, to));
}

/** A bend in the middle of the wire, small, to be pulled where the wire should go. */
function addReroute(app: App): void {
  const { editor, ui } = app;
  const to = selectedEnd(app);
  const view = ui.canvas.peek();
  const middle = to && view?.wireMiddle(to);
  const entry = editor.registry.get('reroute');
  if (!to || !view || !middle || !entry) return;
  const node = { ...newNode(editor.workflow.peek(), entry, middle), collapsed: true };
  const position = storable(view.placeFor(node, middle, 'middle'));
  editor.edit(texts.steps.addReroute, (workflow) => insertOnWire(workflow, editor.registry, to, { ...node, position }));
  select(app, [node.id]);
}

export const wireCommands: readonly Command[] = [
  {
    id: 'remove-wire',
    section: 'Edit',
    keys: ['Delete', 'Backspace'],
    enabled: hasWire,
    run: removeWire,
  },
  {
    id: 'add-reroute',
    section: 'Edit',
    keys: [],
    enabled: hasWire,
    run: addReroute,
  },
];
