import { readFileSync } from 'node:fs';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { type Tensor, tensor } from '../../../tensor/tensor.ts';

/** The fields of onnx.proto3 that are read here. */
const fields = {
  model: { graph: 7 },
  graph: { node: 1, initializer: 5 },
  node: { input: 1, output: 2, name: 3, operator: 4 },
  tensor: { dims: 1, type: 2, name: 8, raw: 9 },
};

const float32 = 1;

interface Node {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name: string;
  readonly operator: string;
}

/**
 * The weights of PyTorch in a network that its exporter wrote. It keeps most of their names; what it folded (transposed matrices, the
 * scales of group norms) is called by the module whose node reads it.
 */
export function exportedWeights(file: string): Map<string, Tensor> {
  const graph = bytesOf(readFileSync(file), fields.model.graph)[0] as Uint8Array;
  const nodes = bytesOf(graph, fields.graph.node).map(readNode);
  const initializers = new Map(bytesOf(graph, fields.graph.initializer).flatMap(readInitializer));
  const weights = new Map<string, Tensor>();
  for (const [name, value] of initializers) if (isParameter(name)) weights.set(name, value);
  // Equal weights are kept once.
  for (const { operator, inputs, outputs } of nodes) {
    const value = operator === 'Identity' ? initializers.get(inputs[0] ?? '') : undefined;
    if (value) initializers.set(outputs[0] ?? '', value);
    if (value && isParameter(outputs[0] ?? '')) weights.set(outputs[0] as string, value);
  }
  for (const node of nodes) for (const input of node.inputs) addFolded(weights, node, initializers.get(input), input);
  return weights;
}

/** Parameters have the names of their modules; what the exporter made has "onnx::" before it, or is the output of a node. */
function isParameter(name: string): boolean {
  return !name.includes('::') && !name.startsWith('/') && name.includes('.');
}

function addFolded(weights: Map<string, Tensor>, node: Node, value: Tensor | undefined, input: string): void {
  if (!value || isParameter(input)) return;
  const [module = '', last] = splitPath(node.name);
  const flat = tensor(value.data, [value.data.length]);
  if (last === 'MatMul' && value.shape.length === 2) weights.set(`${module}.weight`, transposed(value));
  if (last === 'Slice_1' && module === 'pos_embed') weights.set('pos_embed.pos_embed', asRows(value));
  if (!/(^|\.)(group_norm|norm\d?|conv_norm_out|norm_out)$/.test(module) || value.data.length < 2) return;
  if (last === 'Mul') weights.set(`${module}.weight`, flat);
  if (last === 'Add') weights.set(`${module}.bias`, flat);
}

/** "/down_blocks.0/attentions.0/proj_in/MatMul" -> "down_blocks.0.attentions.0.proj_in", "MatMul" */
function splitPath(name: string): readonly [module: string, operator: string | undefined] {
  const path = name.split('/').filter((step) => step !== '');
  return [path.slice(0, -1).join('.'), path.at(-1)];
}

/** [1, h, w, D] -> [1, h w, D] */
function asRows({ data, shape }: Tensor): Tensor {
  const width = shape.at(-1) ?? 1;
  return tensor(data, [1, data.length / width, width]);
}

function transposed({ data, shape: [rows = 0, columns = 0] }: Tensor): Tensor {
  const turned = Float32Array.from({ length: data.length }, (_, at) => {
    return data[(at % rows) * columns + Math.floor(at / rows)] as number;
  });
  return tensor(turned, [columns, rows]);
}

function readNode(message: Uint8Array): Node {
  const texts = (field: number) => bytesOf(message, field).map((bytes) => new TextDecoder().decode(bytes));
  const { input, output, name, operator } = fields.node;
  return {
    inputs: texts(input),
    outputs: texts(output),
    name: texts(name)[0] ?? '',
    operator: texts(operator)[0] ?? '',
  };
}

/** Only float32 ones are weights; raw, as exporters write them. */
function readInitializer(message: Uint8Array): [string, Tensor][] {
  const name = new TextDecoder().decode(bytesOf(message, fields.tensor.name)[0]);
  const raw = bytesOf(message, fields.tensor.raw)[0];
  const { dims, type } = numbersOf(message);
  if (type !== float32 || !raw) return [];
  return [[name, tensor(new Float32Array(Uint8Array.from(raw).buffer), dims)]];
}

function numbersOf(message: Uint8Array): { readonly dims: number[]; readonly type: number } {
  const reader = new BinaryReader(message);
  const dims: number[] = [];
  let type = 0;
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === fields.tensor.dims && wireType === 0) dims.push(Number(reader.int64()));
    else if (number === fields.tensor.dims) {
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) dims.push(Number(reader.int64()));
    } else if (number === fields.tensor.type) type = reader.int32();
    else reader.skip(wireType, number);
  }
  return { dims, type };
}

function bytesOf(message: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === wanted) found.push(reader.bytes());
    else reader.skip(wireType, number);
  }
  return found;
}
