import { toFloat16 } from '../sessions/float16.ts';
import { elementTypes } from './elementTypes.ts';
import type { Initializer, OnnxModel, OnnxNode } from './onnxModel.ts';

/** What a value of a float32 network becomes: half, or what it was. */
type Width = 'half' | 'single' | 'none';

/** Inputs that operators take as float32 whatever their numbers are: regions and scales of Resize. */
const staysSingle: ReadonlyMap<string, ReadonlySet<number>> = new Map([['Resize', new Set([1, 2])]]);

/** Operators that say no floats. */
const wholeAnswers: ReadonlySet<string> = new Set(['Shape', 'ArgMax', 'Equal', 'GreaterOrEqual']);

/**
 * The same network in float16, with the inputs and outputs that it had. Weights in float16 are read as they are. Angles of sines and
 * cosines stay float32, as in diffusers: a timestep of 999 is not known to half a unit in float16. Normalisations, softmax and sums of
 * products have float32 within on the graphics cards that this is for. Numbers beyond 65504, as in masks, become that, and nodes that are
 * marked as `single` stay float32: what transformers add up over their blocks can be larger.
 */
export function inHalfPrecision(model: OnnxModel): OnnxModel {
  const initializers = new Map(model.initializers.map((tensor) => [tensor.name, tensor]));
  const widths = new Map<string, Width>();
  for (const { name, type } of [...model.inputs, ...model.initializers]) widths.set(name, widthOf(type));
  const singles = leadingToWaves(model.nodes);
  const outputs = new Set(model.outputs.filter(({ type }) => type === 'float32').map(({ name }) => name));
  const nodes: OnnxNode[] = [];
  const made = new Map<string, Initializer>();
  /** Values by the names that they had: those in half precision, and those that need no node any more. */
  const halves = new Map<string, string>();

  const cast = (from: string, to: string, type: 'float16' | 'float32') =>
    nodes.push({ operator: 'Cast', domain: '', inputs: [from], outputs: [to], attributes: { to: elementTypes[type] } });

  function half(name: string): string {
    const known = halves.get(name);
    if (known !== undefined) return known;
    if (widths.get(name) !== 'single') return name;
    const halved = `${name}/half`;
    const constant = initializers.get(name);
    if (constant?.content instanceof Uint8Array) made.set(halved, halvedConstant(constant, halved, constant.content));
    else cast(name, halved, 'float16');
    halves.set(name, halved);
    return halved;
  }

  /** What a node in float32 reads. A product that went beyond float16 is infinite: it becomes the largest number again, as in diffusers. */
  function single(name: string): string {
    if (widths.get(name) !== 'half') return name;
    const wide = `${name}/single`;
    if (widths.has(wide)) return wide;
    widths.set(wide, 'single');
    for (const bound of [lowest, highest]) made.set(bound.name, bound);
    cast(half(name), `${wide}/unbound`, 'float32');
    const inputs = [`${wide}/unbound`, lowest.name, highest.name];
    nodes.push({ operator: 'Clip', domain: '', inputs, outputs: [wide], attributes: {} });
    return wide;
  }

  for (const node of model.nodes) {
    const [given = '', answer = ''] = [node.inputs[0], node.outputs[0]];
    if (singles.has(node)) {
      nodes.push(node);
      for (const name of node.outputs)
        widths.set(name, wholeAnswers.has(node.operator) ? 'none' : singleOrNone(node, widths));
    } else if (node.single) {
      const inputs = node.operator === 'Cast' ? node.inputs : node.inputs.map(single);
      nodes.push({ ...node, inputs });
      for (const name of node.outputs) widths.set(name, singleOrNone({ ...node, inputs }, widths));
    } else if (node.operator === 'Cast' && node.attributes.to === elementTypes.float32) {
      widths.set(answer, 'half');
      if (widths.get(given) === 'none') cast(given, answer, 'float16');
      else halves.set(answer, half(given));
    } else if (outputs.has(answer)) {
      if (widths.get(given) === 'single') nodes.push(node);
      else cast(half(given), answer, 'float32');
    } else {
      const stays = staysSingle.get(node.operator);
      nodes.push({ ...node, inputs: node.inputs.map((name, i) => (stays?.has(i) ? name : half(name))) });
      const floats =
        !wholeAnswers.has(node.operator) && node.inputs.some((name) => (widths.get(name) ?? 'none') !== 'none');
      for (const name of node.outputs) widths.set(name, floats ? 'half' : 'none');
    }
  }
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return {
    ...model,
    nodes,
    initializers: [...model.initializers, ...made.values()].filter(({ name }) => read.has(name)),
  };
}

function widthOf(type: Initializer['type']): Width {
  if (type === 'float16') return 'half';
  return type === 'float32' ? 'single' : 'none';
}

/** Nodes that sines and cosines are made of, and those themselves. */
function leadingToWaves(nodes: readonly OnnxNode[]): ReadonlySet<OnnxNode> {
  const wanted = new Set<string>();
  const found = new Set<OnnxNode>();
  for (const node of nodes.toReversed()) {
    const isWave = node.operator === 'Sin' || node.operator === 'Cos';
    if (!isWave && !node.outputs.some((name) => wanted.has(name))) continue;
    found.add(node);
    for (const name of node.inputs) wanted.add(name);
  }
  return found;
}

function singleOrNone({ operator, attributes, inputs }: OnnxNode, widths: ReadonlyMap<string, Width>): Width {
  if (operator === 'Cast') return attributes.to === elementTypes.float32 ? 'single' : 'none';
  return inputs.some((name) => widths.get(name) === 'single') ? 'single' : 'none';
}

const largestHalf = 65504;
const lowest = boundAt('half/lowest', -largestHalf);
const highest = boundAt('half/highest', largestHalf);

function boundAt(name: string, value: number): Initializer {
  return { name, type: 'float32', shape: [], content: new Uint8Array(Float32Array.of(value).buffer) };
}

function halvedConstant({ shape }: Initializer, name: string, content: Uint8Array): Initializer {
  const values = new Float32Array(content.slice().buffer);
  const bits = Uint16Array.from(values, (value) => toFloat16(Math.min(Math.max(value, -largestHalf), largestHalf)));
  return { name, type: 'float16', shape, content: new Uint8Array(bits.buffer) };
}
