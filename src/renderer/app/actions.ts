import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { connect } from '../../graph/edit/connect.ts';
import type { Point } from '../../graph/edit/point.ts';
import { setParameter } from '../../graph/edit/setNode.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import type { LinkEnd } from '../../graph/workflow/link.ts';
import { bestPort } from '../palette/bestPort.ts';
import type { PaletteRequest, WireEnd } from '../state/editor.ts';
import type { App } from './createApp.ts';

/** Files are read by people too: no node lies at 17.142857. */
const whole = ([x, y]: Point): Point => [Math.round(x), Math.round(y)];

export function select(app: App, ids: Iterable<string>): void {
  app.editor.selection.value = new Set(ids);
}

/** Selects a node and brings it into view. */
export function showNode(app: App, id: string): void {
  select(app, [id]);
  app.ui.canvas.value?.frame([id]);
}

function wireTo(app: App, wire: WireEnd, entry: NodeEntry, id: string): readonly [LinkEnd, LinkEnd] | undefined {
  const port = bestPort(app.editor, wire, entry);
  if (port === undefined) return undefined;
  const end = { node: wire.node, port: wire.port };
  return wire.side === 'output' ? [end, { node: id, port }] : [{ node: id, port }, end];
}

/** Adds a node of this kind where the palette was asked for, wired to the dropped wire, as one step. */
export function addFromPalette(app: App, entry: NodeEntry, request: Pick<PaletteRequest, 'graph' | 'wire'>): string {
  const { editor } = app;
  const node = newNode(editor.workflow.peek(), entry, whole(request.graph));
  const link = request.wire && wireTo(app, request.wire, entry, node.id);
  editor.edit(`Add ${entry.title}`, (workflow) => {
    const added = addNode(workflow, node);
    return link ? connect(added, editor.registry, link[0], link[1]) : added;
  });
  select(app, [node.id]);
  return node.id;
}

/** Adds a node in the middle of what is visible. */
export function addInView(app: App, entry: NodeEntry, parameters: Record<string, unknown> = {}, at?: Point): void {
  const position = at ?? app.ui.canvas.value?.centre() ?? [0, 0];
  const node = newNode(app.editor.workflow.peek(), entry, whole(position), parameters);
  app.editor.edit(`Add ${entry.title}`, (workflow) => addNode(workflow, node));
  select(app, [node.id]);
}

let gestures = 0;

/** Names one drag, scrub or spell of typing, whose edits become one step of undo. */
export function newGesture(): string {
  gestures += 1;
  return `gesture ${gestures}`;
}

export function changeParameter(app: App, node: string, name: string, value: unknown, gesture?: string): void {
  const merge = gesture === undefined ? undefined : `${gesture} ${node}.${name}`;
  app.editor.edit(
    `Change ${name.replaceAll('_', ' ')}`,
    (workflow) => setParameter(workflow, node, name, value),
    merge,
  );
}

/** At the pointer; in the middle of what is visible while it was never there. */
export function openPalette(app: App): void {
  const view = app.ui.canvas.peek();
  const pointer = app.ui.pointer.peek();
  const graph = (pointer ? view?.toGraph(pointer) : view?.centre()) ?? [0, 0];
  const screen = pointer ?? view?.toScreen(graph) ?? [innerWidth / 2, innerHeight / 3];
  app.ui.palette.value = { screen, graph, wire: null };
}
