import { parameterInside } from '../../graph/blocks/parameterInside.ts';
import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { connect } from '../../graph/edit/connect.ts';
import { connectHandles } from '../../graph/edit/connectHandles.ts';
import { seenSize } from '../../graph/edit/grouping/collapseGroup.ts';
import { groupContents } from '../../graph/edit/grouping/groupContents.ts';
import { insertRefusal } from '../../graph/edit/insertRefusal.ts';
import { type Point, storable } from '../../graph/edit/point.ts';
import { setParameter } from '../../graph/edit/setNode.ts';
import { startingParameters } from '../../graph/edit/startingParameters.ts';
import { pasteAt, type Subgraph } from '../../graph/edit/subgraph.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import type { LinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowGroup, WorkflowNode } from '../../graph/workflow/schema.ts';
import type { PaletteRequest, WireEnd } from '../state/document/editor.ts';
import type { LogEntry } from '../state/log.ts';
import type { OwnBlock } from '../state/own/ownBlocks.ts';
import { IDLE } from '../state/run/reduce.ts';
import { texts } from '../text/texts.ts';
import { bestPort } from './bestPort.ts';
import type { App } from './createApp.ts';

/** Files are read by people too: no node lies at 17.142857. */
const whole = ([x, y]: Point): Point => [Math.round(x), Math.round(y)];

export function select(app: App, ids: Iterable<string>): void {
  app.editor.selection.value = new Set(ids);
}

/** Selects a node and brings it into view, in the block in which it lies. */
export function showNode(app: App, id: string): void {
  const { tree, workflow } = app.editor.level.peek();
  if (!workflow.nodes.some((node) => node.id === id)) app.editor.enter(tree.parentOf(id));
  select(app, [id]);
  app.ui.canvas.value?.reveal(id);
}

/** Selects a group of the open level, a collapsed one with the nodes that it is shown in place of, and frames what lies in it, or brings it into view where nothing does. */
export function showGroup({ editor, ui }: App, group: WorkflowGroup): void {
  const { nodes } = groupContents(editor.workflow.peek(), group);
  editor.selection.value = new Set(group.collapsed ? nodes : []);
  editor.selectedGroup.value = group.id;
  if (nodes.length > 0) ui.canvas.value?.frame(nodes);
  else ui.canvas.value?.revealPlace(group.position, seenSize(group));
}

/** The same for a node that something was said about, in the tab of its workflow; undefined where that is gone. */
export function showerOf(app: App, { node, document }: Pick<LogEntry, 'node' | 'document'>): (() => void) | undefined {
  const { tabs } = app.editor;
  const tab = tabs.value.find((each) => (document ? each.document === document : each.isShown));
  if (node === undefined || !tab?.workflow.nodes.some(({ id }) => id === node)) return undefined;
  return () => {
    app.editor.show(tab.document);
    showNode(app, node);
  };
}

/** Shows the pictures of a node large, one of their frames first. */
export function showPictures({ editor, ui }: App, node: WorkflowNode, first = 0): void {
  const { pictures, files } = editor.nodeStates.peek().get(node.id) ?? IDLE;
  if (pictures.length === 0) return;
  const title = nodeTitle(node, editor.registry);
  ui.viewer.value = { title, pictures, compares: node.type === 'compare_images', first, files: files ?? [] };
}

/** Opens the drawer at a report of the gallery. */
export function showReport({ preferences, ui }: App, id: number): void {
  preferences.set({ drawer: 'plots' });
  ui.report.value = id;
}

interface Adding {
  readonly entry: NodeEntry;
  readonly parameters?: Record<string, unknown>;
  readonly at: Point;
  /** A wire that hangs loose, and the new node's port that takes it. */
  readonly wire?: { readonly end: WireEnd; readonly port: string };
}

/** Adds a node near a point, clear of the others, with the wires that it needs, as one step. */
function add(app: App, { entry, parameters, at, wire }: Adding): void {
  const { editor, ui } = app;
  const goal = wire?.end.side === 'input' ? wire.end : undefined;
  const workflow = editor.workflow.peek();
  const started = { ...startingParameters(workflow, editor.registry, entry, goal), ...parameters };
  const wished = newNode(workflow, entry, whole(at), started);
  const side = wire?.end.side === 'output' ? 'input' : 'output';
  const part = wire ? ({ side, port: wire.port } as const) : 'corner';
  const node = { ...wished, position: storable(ui.canvas.peek()?.placeFor(wished, at, part) ?? wished.position) };
  editor.edit(texts.messages.addNode(entry.title), (workflow) => {
    const added = addNode(workflow, node);
    const wired = wire ? connectEnd(added, editor.registry, wire.end, { node: node.id, port: wire.port }) : added;
    return connectHandles(wired, editor.registry, node.id);
  });
  select(app, [node.id]);
}

function connectEnd(workflow: Workflow, registry: NodeRegistry, end: WireEnd, port: LinkEnd): Workflow {
  return end.side === 'output' ? connect(workflow, registry, end, port) : connect(workflow, registry, port, end);
}

/** Says why a part cannot be put into the open block, where it cannot. */
export function isRefused({ editor, log }: App, part: Subgraph): boolean {
  const message = insertRefusal(editor.whole.peek(), part, editor.level.peek().open);
  if (message !== undefined) log.notify({ level: 'warning', message });
  return message !== undefined;
}

/** Adds a copy of a block of the user's own near a point, with the wires that it needs, as one step. */
function addOwnBlock(app: App, { entry, part }: OwnBlock, at: Point, wire?: Adding['wire']): void {
  const { editor, ui } = app;
  const gesture = newGesture();
  const node = newNode(editor.workflow.peek(), entry, whole(at));
  const side = wire?.end.side === 'output' ? 'input' : 'output';
  const where = wire ? ({ side, port: wire.port } as const) : 'corner';
  const place = storable(ui.canvas.peek()?.placeFor(node, at, where) ?? node.position);
  const pasted = pasteAt(editor.whole.peek(), part, place, editor.level.peek().open);
  const [id = ''] = pasted.ids;
  const label = texts.messages.addNode(entry.title);
  editor.editWhole(label, () => pasted.workflow, gesture);
  editor.edit(
    label,
    (workflow) => {
      const wired = wire ? connectEnd(workflow, editor.registry, wire.end, { node: id, port: wire.port }) : workflow;
      return connectHandles(wired, editor.registry, id);
    },
    gesture,
  );
  select(app, [id]);
}

/** Adds a node of this kind where the palette was asked for, wired to the dropped wire. */
export function addFromPalette(
  app: App,
  entry: NodeEntry,
  { graph, wire }: Pick<PaletteRequest, 'graph' | 'wire'>,
): void {
  const port = wire ? bestPort(app.editor, wire, entry) : undefined;
  const loose = wire && port !== undefined ? { wire: { end: wire, port } } : {};
  const own = ownBlockOf(app, entry);
  if (!own) add(app, { entry, at: graph, ...loose });
  else if (!isRefused(app, own.part)) addOwnBlock(app, own, graph, loose.wire);
}

/** Adds a node in the middle of what is visible, or at a point. */
export function addInView(app: App, entry: NodeEntry, parameters: Record<string, unknown> = {}, at?: Point): void {
  const place = at ?? app.ui.canvas.value?.centre() ?? [0, 0];
  const own = ownBlockOf(app, entry);
  if (!own) add(app, { entry, parameters, at: place });
  else if (!isRefused(app, own.part)) addOwnBlock(app, own, place);
}

function ownBlockOf({ ownBlocks }: App, entry: NodeEntry): OwnBlock | undefined {
  return ownBlocks.list.peek().find((each) => each.entry.type === entry.type);
}

let gestures = 0;

/** Names one drag, scrub or spell of typing, whose edits become one step of undo. */
export function newGesture(): string {
  gestures += 1;
  return `gesture ${gestures}`;
}

export function changeParameter(app: App, node: string, name: string, value: unknown, gesture?: string): void {
  changeParameters(app, [node], name, value, gesture);
}

/** Sets the parameter of this name in all of the nodes, as one step. */
export function changeParameters(
  app: App,
  nodes: readonly string[],
  name: string,
  value: unknown,
  gesture?: string,
): void {
  const merge = gesture === undefined ? undefined : `${gesture} ${nodes.join()}.${name}`;
  const level = app.editor.level.peek();
  const ends = nodes.map((node) => parameterInside(level, { node, port: name }));
  app.editor.editWhole(
    texts.messages.changeParameter(name.replaceAll('_', ' ')),
    (workflow) => ends.reduce((changed, end) => setParameter(changed, end.node, end.port, value), workflow),
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
