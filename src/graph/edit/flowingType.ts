import { findPort } from '../port.ts';
import type { NodeRegistry } from '../registry.ts';
import type { PortType } from '../values.ts';
import { type LinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { findNode } from './updateNodes.ts';

function sourceOf(workflow: Workflow, to: LinkEnd): LinkEnd | undefined {
  const link = workflow.links.find((each) => each.to === `${to.node}.${to.port}`);
  return link && parseLinkEnd(link.from);
}

/** Follows reroutes upstream until something says what it carries. */
export function outputType(workflow: Workflow, registry: NodeRegistry, from: LinkEnd): PortType | undefined {
  const passed = new Set<string>();
  let end: LinkEnd | undefined = from;
  let type: PortType | undefined;
  while (end && !passed.has(end.node)) {
    passed.add(end.node);
    const entry = registry.get(findNode(workflow, end.node)?.type ?? '');
    type = entry && findPort(entry.outputs, end.port)?.type;
    if (type !== 'any' || !entry) return type;
    const input = Object.entries(entry.inputs).find(([, port]) => port.type === 'any')?.[0];
    end = input === undefined ? undefined : sourceOf(workflow, { node: end.node, port: input });
  }
  return type;
}

export function inputType(workflow: Workflow, registry: NodeRegistry, to: LinkEnd): PortType | undefined {
  const entry = registry.get(findNode(workflow, to.node)?.type ?? '');
  const whole = entry && Object.hasOwn(entry.inputs, to.port) ? entry.inputs[to.port] : undefined;
  return (whole ?? (entry && findPort(entry.inputs, to.port)))?.type;
}
