import { createGraph, type Graph, type Value } from './graph.ts';
import type { Attribute, Attributes, FloatAttribute, OnnxModel, OnnxNode } from './onnxModel.ts';
import { add, multiply, product, softmax } from './operators/arithmetic.ts';
import { reshape, transpose } from './operators/shapes.ts';

type PlainForm = (inputs: readonly (Value | undefined)[], attributes: Attributes) => Value;

/** What operators of ONNX Runtime's own are made of. */
const plainForms: ReadonlyMap<string, PlainForm> = new Map<string, PlainForm>([
  ['FusedMatMul', ([a, b]) => product(a as Value, transpose(b as Value, [1, 0]))],
  [
    'MultiHeadAttention',
    ([queries, keys, values, , , bias], { num_heads: count, scale }) => {
      const byHead = (x: Value | undefined, order: readonly number[]) =>
        transpose(reshape(x as Value, [0, 0, count as number, -1]), order);
      const scaled = multiply(byHead(queries, [0, 2, 1, 3]), numberOf(scale));
      const scores = product(scaled, byHead(keys, [0, 2, 3, 1]));
      const attended = product(softmax(bias ? add(scores, bias) : scores), byHead(values, [0, 2, 1, 3]));
      return reshape(transpose(attended, [0, 2, 1, 3]), [0, 0, -1]);
    },
  ],
]);

function numberOf(attribute: Attribute | undefined): number {
  return (attribute as FloatAttribute).float;
}

/** The same network for a provider whose products with transposed matrices or whose attention cannot be had. */
export function withPlainOperators(model: OnnxModel): OnnxModel {
  const graph = createGraph('plain/');
  const nodes = model.nodes.flatMap((node) => plainNodes(graph, node));
  return { ...model, nodes, initializers: [...model.initializers, ...graph.model().initializers] };
}

function plainNodes(graph: Graph, node: OnnxNode): readonly OnnxNode[] {
  const form = plainForms.get(node.operator);
  if (!form) return [node];
  const before = graph.model().nodes.length;
  const inputs = node.inputs.map((name) => (name === '' ? undefined : { graph, name }));
  const { name } = form(inputs, node.attributes);
  const added = graph.model().nodes.slice(before);
  return added.map((each) => (each.outputs[0] === name ? { ...each, outputs: node.outputs } : each));
}
