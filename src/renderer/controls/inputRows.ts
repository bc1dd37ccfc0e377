import type { NodeEntry } from '../../graph/registry.ts';
import { missingInputs } from '../../graph/validation/missingInputs.ts';
import { type LinkEnd, parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';
import { type PortView, portViews } from '../canvas/view/portSpots.ts';
import { shownParameters } from '../parameters/shownParameters.ts';

/** An input as the node shows it, with what its wire comes from or what it is without one. */
export interface InputRow {
  readonly port: PortView;
  readonly from?: { readonly node: WorkflowNode; readonly port: string };
  readonly without: 'needs a wire' | 'optional' | 'set above' | '';
}

/** By input: the end that is wired to it. */
export function wiredInputs({ links }: Workflow, node: string): ReadonlyMap<string, LinkEnd> {
  return new Map(
    links.flatMap((link) => {
      const to = parseLinkEnd(link.to);
      const from = parseLinkEnd(link.from);
      return to?.node === node && from ? [[to.port, from] as const] : [];
    }),
  );
}

/**
 * The inputs of a node in the order in which it shows them: every wire of a repeated one, and its free one. Those of
 * parameters without effect are left out.
 */
export function inputRows(workflow: Workflow, node: WorkflowNode, entry: NodeEntry): readonly InputRow[] {
  const wires = wiredInputs(workflow, node.id);
  const wired = new Set(wires.keys());
  const missing = new Set(missingInputs(entry, wired).map(({ name }) => name));
  const offered = new Set(shownParameters(entry, node.parameters, wires).map(({ name }) => name));
  const hidden = (name: string) => Object.hasOwn(entry.parameters.shape, name) && !offered.has(name);
  const without = ({ name, optional }: PortView) => {
    if (missing.has(name)) return 'needs a wire';
    if (offered.has(name)) return 'set above';
    return optional ? 'optional' : '';
  };
  const views = portViews(entry, { inputs: wired, outputs: new Set() }, node.parameters).inputs;
  const ports = views.filter(({ name }) => !hidden(name));
  return ports.map((port) => {
    const end = wires.get(port.name);
    const source = end && workflow.nodes.find((each) => each.id === end.node);
    return source && end
      ? { port, from: { node: source, port: end.port }, without: '' }
      : { port, without: without(port) };
  });
}
