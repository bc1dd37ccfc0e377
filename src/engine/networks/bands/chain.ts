import { constantShape, type ReadGraph, type ReadNode, wholesAttribute } from '../../onnx/readGraph.ts';

/**
 * The values that all of a network goes through, from its input to its output: between two of them lies a block that reads
 * nothing else. Only those of convolutions, sums and the like, which are pictures [1, C, h, w].
 */
export function chainOf(graph: ReadGraph): readonly string[] {
  const [input] = graph.inputs.keys();
  const [output] = graph.outputs;
  if (input === undefined || output === undefined || graph.inputs.size > 1 || graph.outputs.length > 1) return [];
  const flowing = new Set([input]);
  const lastRead = new Map<string, number>();
  for (const [at, { inputs, outputs }] of graph.nodes.entries()) {
    if (!inputs.some((name) => flowing.has(name))) continue;
    for (const name of inputs) lastRead.set(name, at);
    for (const name of outputs) flowing.add(name);
  }
  const chain = [input];
  const live = new Set([input]);
  for (const [at, { operator, inputs, outputs }] of graph.nodes.entries()) {
    for (const name of outputs) if (flowing.has(name) && lastRead.has(name)) live.add(name);
    for (const name of inputs) if ((lastRead.get(name) ?? at) <= at) live.delete(name);
    const [made] = outputs;
    if (made !== undefined && live.size === 1 && live.has(made) && pictures.has(operator)) chain.push(made);
  }
  return [...chain, output];
}

const pictures: ReadonlySet<string> = new Set(['Conv', 'Add', 'Div', 'Mul', 'Resize', 'DepthToSpace']);

/** Operators whose result at a place depends on a few places around it only, and those that compute shapes. */
const local: ReadonlySet<string> = new Set([
  ...['Conv', 'Add', 'Sub', 'Mul', 'Div', 'Pow', 'Sqrt', 'Sigmoid', 'Relu', 'Tanh', 'Clip', 'Cast', 'Identity'],
  ...['QuickGelu', 'Resize', 'DepthToSpace', 'Reshape', 'InstanceNormalization'],
  ...['Constant', 'Shape', 'Gather', 'Slice', 'Concat', 'Unsqueeze', 'Squeeze', 'ConstantOfShape', 'Range', 'Floor'],
]);

/** Whether a block can be computed a band of rows at a time, when its normalisations are told their moments. */
export function isLocal(graph: ReadGraph, nodes: readonly ReadNode[]): boolean {
  return nodes.every((node) => local.has(node.operator) && (node.operator !== 'Conv' || isPlain(graph, node)));
}

/** A convolution that keeps the size of a picture. */
function isPlain(graph: ReadGraph, node: ReadNode): boolean {
  const ones = (name: string) => (wholesAttribute(node, name) ?? []).every((value) => value === 1);
  return kernelOf(graph, node) !== undefined && ones('strides') && ones('dilations');
}

/** Rows and columns of a convolution's kernel. Its node need not say them: they are those of its weights, whatever their numbers become. */
function kernelOf(graph: ReadGraph, node: ReadNode): readonly number[] | undefined {
  const said = wholesAttribute(node, 'kernel_shape');
  if (said) return said;
  const [, weights = ''] = node.inputs;
  const cast = graph.nodes.find(({ operator, outputs }) => operator === 'Cast' && outputs[0] === weights);
  return constantShape(graph, cast?.inputs[0] ?? weights)?.slice(2);
}

/** Rows of its input, on each side, that a row of a block's output depends on, at the most. */
export function reachOf(graph: ReadGraph, nodes: readonly ReadNode[]): number {
  const kernels = nodes.filter(({ operator }) => operator === 'Conv').map((node) => kernelOf(graph, node));
  const resizes = nodes.filter(({ operator }) => operator === 'Resize').length;
  return kernels.reduce((sum, kernel) => sum + Math.ceil(((kernel?.[0] ?? 1) - 1) / 2), resizes);
}

/** What a normalisation normalises, before it was reshaped into groups. */
export function normalised(graph: ReadGraph, { inputs }: ReadNode): string {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  let name = inputs[0] ?? '';
  for (let node = producers.get(name); node; node = producers.get(name)) {
    if (node.operator !== 'Reshape' && node.operator !== 'Cast') break;
    name = node.inputs[0] ?? '';
  }
  return name;
}
