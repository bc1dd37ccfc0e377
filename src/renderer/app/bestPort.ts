import { inputType, outputType } from '../../graph/edit/flowingType.ts';
import { compatible, type Port, type Ports } from '../../graph/port.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import type { PortType } from '../../graph/values.ts';
import type { Editor, WireEnd } from '../state/document/editor.ts';

type Source = Pick<Editor, 'registry'> & { readonly workflow: { peek(): ReturnType<Editor['workflow']['peek']> } };

/** What flows, or must flow, on a wire that hangs from this port. */
export function wireType({ workflow, registry }: Source, wire: WireEnd): PortType | undefined {
  const type = wire.side === 'output' ? outputType : inputType;
  return type(workflow.peek(), registry, wire);
}

function rank(port: Port, type: PortType): number {
  if (port.type === type) return port.options.optional ? 1 : 0;
  return port.type === 'any' || type === 'any' ? 3 : 2;
}

function best(ports: Ports, type: PortType, fits: (port: Port) => boolean): string | undefined {
  const fitting = Object.entries(ports).filter(([, port]) => fits(port));
  fitting.sort(([, one], [, other]) => rank(one, type) - rank(other, type));
  return fitting[0]?.[0];
}

/** The port of a kind of node that a hanging wire belongs in: exact types first, required before optional. */
export function bestPort(source: Source, wire: WireEnd, entry: NodeEntry): string | undefined {
  const type = wireType(source, wire);
  if (!type) return undefined;
  return wire.side === 'output'
    ? best(entry.inputs, type, (port) => compatible(type, port.type))
    : best(entry.outputs, type, (port) => compatible(port.type, type));
}
