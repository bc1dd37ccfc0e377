import type { NodeRegistry } from '../registry.ts';
import type { PortType } from '../values.ts';
import { wiresNeeded } from '../wiresNeeded.ts';
import { formatLinkEnd, type LinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { connect } from './connect.ts';
import { findNode } from './updateNodes.ts';

/** The parts of a model: most graphs have one model, and everything in them hangs on it. */
const modelParts: ReadonlySet<PortType> = new Set(['model', 'vae', 'text_encoder']);

/** Outputs of this type on the nodes that are not passed by, but for one node. */
function outputsOf(workflow: Workflow, registry: NodeRegistry, type: PortType, but: string): LinkEnd[] {
  return workflow.nodes
    .filter((node) => node.id !== but && node.mode === 'on')
    .flatMap((node) =>
      Object.entries(registry.get(node.type)?.outputs ?? {})
        .filter(([, port]) => port.type === type)
        .map(([port]) => ({ node: node.id, port })),
    );
}

/**
 * Connects the parts of a model that a new node needs and has no wire for, each where exactly one output of the graph
 * gives it. With several there is a choice, which is not ours.
 */
export function connectHandles(workflow: Workflow, registry: NodeRegistry, id: string): Workflow {
  const entry = registry.get(findNode(workflow, id)?.type ?? '');
  if (!entry) return workflow;
  const wired = new Set(workflow.links.map((link) => link.to));
  const open = Object.entries(entry.inputs).filter(
    ([port, { type }]) =>
      modelParts.has(type) && wiresNeeded(entry, port) > 0 && !wired.has(formatLinkEnd({ node: id, port })),
  );
  return open.reduce((current, [port, { type }]) => {
    const [only, ...more] = outputsOf(current, registry, type, id);
    return only && more.length === 0 ? connect(current, registry, only, { node: id, port }) : current;
  }, workflow);
}
