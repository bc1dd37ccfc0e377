import type { NodeEntry } from '../../graph/registry.ts';
import { missingInputs } from '../../graph/validation/missingInputs.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';
import { type PortView, portViews } from '../canvas/view/portSpots.ts';

/** An input as the node shows it, with what its wire comes from or what it is without one. */
export interface InputRow {
  readonly port: PortView;
  readonly from?: { readonly node: WorkflowNode; readonly port: string };
  readonly without: 'needs a wire' | 'optional' | 'set above' | '';
}

/** The inputs of a node in the order in which it shows them: every wire of a repeated one, and its free one. */
export function inputRows({ nodes, links }: Workflow, node: WorkflowNode, entry: NodeEntry): readonly InputRow[] {
  const wires = new Map(
    links.flatMap((link) => {
      const to = parseLinkEnd(link.to);
      const from = parseLinkEnd(link.from);
      return to?.node === node.id && from ? [[to.port, from] as const] : [];
    }),
  );
  const wired = new Set(wires.keys());
  const missing = new Set(missingInputs(entry, wired).map(({ name }) => name));
  const without = ({ name, optional }: PortView) => {
    if (missing.has(name)) return 'needs a wire';
    if (Object.hasOwn(entry.parameters.shape, name)) return 'set above';
    return optional ? 'optional' : '';
  };
  return portViews(entry, { inputs: wired, outputs: new Set() }).inputs.map((port) => {
    const end = wires.get(port.name);
    const source = end && nodes.find((each) => each.id === end.node);
    return source && end
      ? { port, from: { node: source, port: end.port }, without: '' }
      : { port, without: without(port) };
  });
}
