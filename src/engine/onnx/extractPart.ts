import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import { graphFields, modelFields, nodeFields, writeValueInfo } from './encodeModel.ts';
import type { OnnxValueInfo } from './onnxModel.ts';
import { messageField, messageOf, textField } from './protobuf.ts';
import type { ReadGraph, ReadNode } from './readGraph.ts';

/** A part of a network: from some of its values to others. */
export interface PartOfGraph {
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly string[];
  /**
   * Instance normalisations, by what they give, that are told mean and variance, [channels] each, under these names: they are
   * among the inputs. Whoever runs the part on a piece of a picture knows those of the whole.
   */
  readonly told: ReadonlyMap<string, Moments>;
}

export interface Moments {
  readonly mean: string;
  readonly variance: string;
}

/** The nodes that lead from some values to others, in their order; weights and constants need not be named. */
export function nodesBetween({ nodes }: ReadGraph, from: ReadonlySet<string>, to: readonly string[]): ReadNode[] {
  const wanted = new Set(to);
  const kept: ReadNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => wanted.has(name) && !from.has(name))) continue;
    kept.push(node);
    for (const name of node.inputs) wanted.add(name);
  }
  return kept.reverse();
}

/** The bytes of a ModelProto that computes a part of a network. Weights that it does not need are left out. */
export function extractPart(graph: ReadGraph, part: PartOfGraph): Uint8Array {
  const nodes = nodesBetween(graph, new Set(part.inputs.map(({ name }) => name)), part.outputs);
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return messageOf((model) => {
    for (const field of graph.model) model.raw(field.whole);
    messageField(model, modelFields.graph, (content) => {
      for (const node of nodes) writePart(content, node, part.told);
      textField(content, graphFields.name, 'part');
      for (const [name, field] of graph.initializers) if (read.has(name)) content.raw(field.whole);
      for (const input of part.inputs)
        messageField(content, graphFields.input, (field) => writeValueInfo(field, input));
      for (const name of part.outputs)
        messageField(content, graphFields.output, (field) => textField(field, nodeFields.input, name));
    });
  });
}

/** A normalisation that is told its moments is a batch normalisation, which has the same scale, bias and epsilon. */
function writePart(writer: BinaryWriter, { fields, outputs }: ReadNode, told: PartOfGraph['told']): void {
  const moments = told.get(outputs[0] ?? '');
  messageField(writer, graphFields.node, (node) => {
    for (const field of fields) if (!moments || field.number !== nodeFields.operator) node.raw(field.whole);
    if (!moments) return;
    textField(node, nodeFields.operator, 'BatchNormalization');
    for (const name of [moments.mean, moments.variance]) textField(node, nodeFields.input, name);
  });
}
