import type { OnnxModel, OnnxNode } from './onnxModel.ts';

/** The same network for a provider that cannot multiply with a transposed matrix in one operator. */
export function withPlainProducts(model: OnnxModel): OnnxModel {
  return { ...model, nodes: model.nodes.flatMap((node) => (node.operator === 'FusedMatMul' ? inTwo(node) : [node])) };
}

function inTwo(node: OnnxNode): OnnxNode[] {
  const [a = '', matrix = ''] = node.inputs;
  const transposed = `${node.outputs[0]}.transposed`;
  const standard = { ...node, domain: '' };
  return [
    { ...standard, operator: 'Transpose', inputs: [matrix], outputs: [transposed], attributes: { perm: [1, 0] } },
    { ...standard, operator: 'MatMul', inputs: [a, transposed], attributes: {} },
  ];
}
