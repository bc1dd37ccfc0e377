import { guestType } from './guestType.ts';
import type { Graph, GraphNode, LiteGraphApi } from './litegraph/types.ts';

type Place = readonly [type: string, x: number, y: number, properties?: Readonly<Record<string, unknown>>];
type Wire = readonly [from: number, output: string, to: number, input: string];

const places: readonly Place[] = [
  ['load_model', 40, 60],
  ['prompt', 310, 60, { text: 'a lighthouse at night' }],
  ['noise', 40, 280, { seed: 1 }],
  ['denoise', 630, 60],
  ['decode', 900, 60],
  ['preview_image', 1170, 60],
];

const wires: readonly Wire[] = [
  [0, 'text_encoder', 1, 'text_encoder'],
  [0, 'model', 3, 'model'],
  [0, 'model', 2, 'model'],
  [1, 'conditioning', 3, 'conditioning'],
  [2, 'latents', 3, 'latents'],
  [3, 'latents', 4, 'latents'],
  [0, 'vae', 4, 'vae'],
  [4, 'image', 5, 'image'],
];

function connect(nodes: readonly (GraphNode | null)[], [from, output, to, input]: Wire): void {
  const source = nodes[from];
  const target = nodes[to];
  const origin = source?.outputs.findIndex((slot) => slot.name === output) ?? -1;
  const end = target?.inputs.findIndex((slot) => slot.name === input) ?? -1;
  if (source && target && origin >= 0 && end >= 0) source.connect(origin, target, end);
}

/** Text to image, made through litegraph's own calls. */
export function addExample(LiteGraph: LiteGraphApi, graph: Graph): void {
  const nodes = places.map(([type, x, y, properties]) => {
    const node = LiteGraph.createNode(guestType(type));
    if (!node) return null;
    node.pos = [x, y];
    Object.assign(node.properties, properties);
    graph.add(node);
    return node;
  });
  for (const wire of wires) connect(nodes, wire);
}
