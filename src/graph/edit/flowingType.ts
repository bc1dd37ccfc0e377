import { flowOf } from '../flow.ts';
import { findPort } from '../port.ts';
import type { NodeRegistry } from '../registry.ts';
import type { PortType } from '../values.ts';
import { wiringOf } from '../wiring.ts';
import type { LinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { findNode } from './updateNodes.ts';

/** What flows out of a port; reroutes are followed upstream. */
export function outputType(workflow: Workflow, registry: NodeRegistry, from: LinkEnd): PortType | undefined {
  return flowOf(wiringOf(workflow), registry).typeOf(from);
}

/** What a port takes; a repeated input may be named as a whole. */
export function inputType(workflow: Workflow, registry: NodeRegistry, to: LinkEnd): PortType | undefined {
  const entry = registry.get(findNode(workflow, to.node)?.type ?? '');
  const whole = entry && Object.hasOwn(entry.inputs, to.port) ? entry.inputs[to.port] : undefined;
  return (whole ?? (entry && findPort(entry.inputs, to.port)))?.type;
}
