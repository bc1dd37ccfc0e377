import type { NodeRegistry } from '../../../graph/registry.ts';
import { sizes } from '../../theme/tokens.ts';
import type { Scene } from '../scene.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { PortView } from '../view/portSpots.ts';
import type { WireView } from '../view/wireView.ts';
import { LGraphNode, LiteGraph } from './litegraph.ts';
import type { Graph, GraphNode, Slot } from './types.ts';

/** Litegraph's graph kept equal to the scene. Litegraph numbers its nodes itself: ids of files never become keys. */
export interface Mirror {
  viewOf(node: GraphNode): NodeView | undefined;
  /** Makes its nodes those of the scene. */
  sync(scene: Scene): void;
  /** Gives them their links: all at once when all are there, for each time they begin from nothing. */
  link(): void;
}

function create(view: NodeView, registry: NodeRegistry): GraphNode {
  return (registry.has(view.node.type) ? LiteGraph.createNode(view.node.type) : null) ?? new LGraphNode(view.title);
}

function slots(places: readonly { readonly port: PortView }[]): Slot[] {
  return places.map(({ port }) => ({ name: port.name, type: port.type, label: port.label, link: null, links: null }));
}

function samePorts(slots: readonly Slot[], places: readonly { readonly port: PortView }[]): boolean {
  return slots.length === places.length && slots.every((slot, index) => slot.name === places[index]?.port.name);
}

function place(node: GraphNode, view: NodeView): void {
  node.title = view.title;
  node.pos = [view.rect.x, view.rect.y + sizes.header];
  node.size = [view.rect.width, view.rect.height - sizes.header];
  node.flags.collapsed = view.node.collapsed === true;
  node.mode = view.node.mode === 'on' ? LiteGraph.ALWAYS : LiteGraph.NEVER;
}

/** @returns whether the node got new slots, which have no links yet. */
function updateSlots(node: GraphNode, { layout }: NodeView): boolean {
  if (samePorts(node.inputs, layout.inputs) && samePorts(node.outputs, layout.outputs)) return false;
  node.inputs = slots(layout.inputs);
  node.outputs = slots(layout.outputs);
  return true;
}

/** Litegraph takes nodes out one by one, and looks through all of them each time. They have no links any more. */
function takeOut(graph: Graph, gone: ReadonlySet<GraphNode>): void {
  for (const node of gone) {
    node.graph = null;
    delete graph._nodes_by_id[node.id];
  }
  graph._nodes = graph._nodes.filter((node) => !gone.has(node));
}

function clearLinks(graph: Graph): void {
  graph.links = {};
  for (const node of graph._nodes) {
    for (const slot of node.inputs) slot.link = null;
    for (const slot of node.outputs) slot.links = null;
  }
}

const slotsByName = new WeakMap<readonly Slot[], ReadonlyMap<string, number>>();

/** Where a slot of this name stands; wires ask for all of them, and a broken file may give a node thousands. */
function slotOf(slots: readonly Slot[], name: string): number {
  const known = slotsByName.get(slots) ?? new Map(slots.map((slot, index) => [slot.name, index]));
  slotsByName.set(slots, known);
  return known.get(name) ?? -1;
}

function addLink(graph: Graph, from: GraphNode, to: GraphNode, wire: WireView): void {
  const origin = slotOf(from.outputs, wire.from.port);
  const target = slotOf(to.inputs, wire.to.port);
  const output = from.outputs[origin];
  const input = to.inputs[target];
  if (!output || !input) return;
  graph.last_link_id += 1;
  const link = new LiteGraph.LLink(graph.last_link_id, wire.type, from.id, origin, to.id, target);
  graph.links[link.id] = link;
  output.links ??= [];
  output.links.push(link.id);
  input.link = link.id;
}

export function createMirror(graph: Graph, registry: NodeRegistry): Mirror {
  const nodes = new Map<string, GraphNode>();
  const views = new WeakMap<GraphNode, NodeView>();
  let shown: Scene | undefined;
  /** Whether there are nodes without their links. */
  let unlinked = false;
  // It never executes anything, so the order of execution is of no use and costs time with every change.
  graph.updateExecutionOrder = () => undefined;

  function removeGone(scene: Scene): void {
    const gone = [...nodes].filter(([id]) => scene.nodes.get(id)?.node.type !== shown?.nodes.get(id)?.node.type);
    if (gone.length === 0) return;
    // Litegraph would take each off its links one by one, and measure both ends anew every time.
    clearLinks(graph);
    unlinked = true;
    takeOut(graph, new Set(gone.map(([, node]) => node)));
    for (const [id] of gone) nodes.delete(id);
  }

  /** @returns whether any node has slots without their links. */
  function syncNode(view: NodeView): boolean {
    const known = nodes.get(view.id);
    if (known && views.get(known) === view) return false;
    const node = known ?? create(view, registry);
    place(node, view);
    views.set(node, view);
    if (!known) {
      nodes.set(view.id, node);
      graph.add(node, true);
    }
    return updateSlots(node, view) || !known;
  }

  function syncLinks(scene: Scene): void {
    clearLinks(graph);
    for (const wire of scene.wires) {
      const from = nodes.get(wire.from.node);
      const to = nodes.get(wire.to.node);
      if (from && to) addLink(graph, from, to, wire);
    }
  }

  return {
    viewOf: (node) => views.get(node),
    sync(scene) {
      removeGone(scene);
      unlinked ||= scene.links !== shown?.links;
      for (const view of scene.nodes.values()) unlinked = syncNode(view) || unlinked;
      shown = scene;
    },
    link() {
      if (!unlinked || shown?.links !== shown?.source.workflow.links) return;
      if (shown) syncLinks(shown);
      unlinked = false;
    },
  };
}
