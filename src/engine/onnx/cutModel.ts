import type { OnnxModel, OnnxNode, OnnxPart, OnnxValueInfo } from './onnxModel.ts';

/** A stretch of a network, and what flows into it and out of it: inputs and outputs of the network, and values between stretches. */
export interface Stretch {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** @param flowing tells of an input that comes from a stretch before. */
  part(flowing: (name: string) => OnnxValueInfo): OnnxPart;
}

/**
 * Cuts a network into stretches that, run one after the other, compute what it computes. Each takes about as much of the weights of
 * convolutions, and the cuts lie where few values cross them. Weights and what is made of them alone go into each stretch that reads them.
 * @param count of stretches, at most one for each node.
 */
export function cutModel(model: OnnxModel, count: number): Stretch[] {
  const fixed = fixedValues(model);
  const nodes = model.nodes.filter(({ outputs }) => !outputs.some((name) => fixed.has(name)));
  const edges = [0, ...cutsBetween(nodes, model, count), nodes.length];
  return edges.slice(1).map((end, i) => {
    const start = edges[i] ?? 0;
    return stretch(model, fixed, nodes.slice(start, end), nodes.slice(end));
  });
}

/** Numbers in the weights of convolutions: those that the runtime lays out anew. */
export function convolutionNumbers(model: OnnxModel): number {
  return numbersOf(model.nodes, model).reduce((sum, numbers) => sum + numbers, 0);
}

/** Weights, and what is made of nothing else. */
function fixedValues({ nodes, initializers }: OnnxModel): ReadonlySet<string> {
  const fixed = new Set(initializers.map(({ name }) => name));
  for (const { inputs, outputs } of nodes) {
    if (inputs.every((name) => name === '' || fixed.has(name))) for (const name of outputs) fixed.add(name);
  }
  return fixed;
}

function numbersOf(nodes: readonly OnnxNode[], model: OnnxModel): number[] {
  const shapes = new Map(model.initializers.map(({ name, shape }) => [name, shape]));
  for (const { operator, inputs, outputs } of model.nodes) {
    const shape = operator === 'Cast' ? shapes.get(inputs[0] ?? '') : undefined;
    if (shape) shapes.set(outputs[0] ?? '', shape);
  }
  return nodes.map(({ operator, inputs }) =>
    operator === 'Conv' ? (shapes.get(inputs[1] ?? '') ?? []).reduce((product, length) => product * length, 1) : 0,
  );
}

/** A cut may lie this far from where it would divide the weights equally, in shares of a stretch. */
const reach = 0.3;

function cutsBetween(nodes: readonly OnnxNode[], model: OnnxModel, count: number): number[] {
  const before = sumsBefore(numbersOf(nodes, model));
  const share = (before.at(-1) ?? 0) / count;
  const crossing = crossingAt(nodes);
  const cuts: number[] = [];
  for (let part = 1; part < count; part++) {
    const off = (cut: number) => Math.abs((before[cut] ?? 0) - part * share);
    const first = (cuts.at(-1) ?? 0) + 1;
    const places = nodes.map((_, cut) => cut).filter((cut) => cut >= first && off(cut) <= reach * share);
    const [best] = places.sort((a, b) => (crossing[a] ?? 0) - (crossing[b] ?? 0) || off(a) - off(b));
    if (best !== undefined) cuts.push(best);
  }
  return cuts;
}

function sumsBefore(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value);
  return sums;
}

/** How many values of nodes before each node are read by it or later. */
function crossingAt(nodes: readonly OnnxNode[]): number[] {
  const lastRead = new Map<string, number>();
  for (const [place, { inputs }] of nodes.entries()) for (const name of inputs) lastRead.set(name, place);
  const ends = new Array<number>(nodes.length + 1).fill(0);
  let open = 0;
  return nodes.map(({ outputs }, place) => {
    const crossing = open;
    for (const name of outputs) {
      const last = lastRead.get(name);
      if (last === undefined) continue;
      open += 1;
      ends[last] = (ends[last] ?? 0) + 1;
    }
    open -= ends[place] ?? 0;
    return crossing;
  });
}

function stretch(
  model: OnnxModel,
  fixed: ReadonlySet<string>,
  nodes: readonly OnnxNode[],
  after: readonly OnnxNode[],
): Stretch {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const inputs = [...read].filter((name) => name !== '' && !made.has(name) && !fixed.has(name));
  const wanted = new Set([...after.flatMap(({ inputs }) => inputs), ...model.outputs.map(({ name }) => name)]);
  const outputs = [...made].filter((name) => wanted.has(name));
  const makers = makersOf(read, model, fixed);
  for (const { inputs } of makers) for (const name of inputs) read.add(name);
  const own = new Map([...model.inputs, ...model.outputs].map((info) => [info.name, info]));
  return {
    inputs,
    outputs,
    part: (flowing) => ({
      operatorSets: model.operatorSets,
      nodes: [...makers, ...nodes],
      initializers: model.initializers.filter(({ name }) => read.has(name)),
      inputs: inputs.map((name) => own.get(name) ?? flowing(name)),
      outputs: outputs.map((name) => own.get(name) ?? { name }),
    }),
  };
}

/** The nodes that make what is read of weights alone. */
function makersOf(read: ReadonlySet<string>, { nodes }: OnnxModel, fixed: ReadonlySet<string>): OnnxNode[] {
  const wanted = new Set(read);
  const makers: OnnxNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => fixed.has(name) && wanted.has(name))) continue;
    makers.push(node);
    for (const name of node.inputs) wanted.add(name);
  }
  return makers.reverse();
}
