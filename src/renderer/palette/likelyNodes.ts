import { compatible, type Port } from '../../graph/port.ts';
import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import type { PortType } from '../../graph/values.ts';
import { wiresNeeded } from '../../graph/wiresNeeded.ts';
import { inOrder } from './inOrder.ts';

const less = (better: boolean) => (better ? 0 : 1);

const outputsOf = (entry: NodeEntry) => Object.values(entry.outputs);

/** A port of type `any` fits everything and is meant for nothing. */
const gives = (port: Port | undefined, type: PortType) =>
  port !== undefined && port.type !== 'any' && compatible(port.type, type);
const takes = (port: Port, type: PortType) => port.type !== 'any' && compatible(type, port.type);

/** Inputs without which the node cannot run. */
function required(entry: NodeEntry): readonly Port[] {
  return Object.entries(entry.inputs).flatMap(([name, port]) => (wiresNeeded(entry, name) > 0 ? [port] : []));
}

/** It looks at what it gets and reports: a side branch of the graph, not its way on. */
function measures(entry: NodeEntry): boolean {
  return entry.terminal === true && outputsOf(entry).some((port) => port.type === 'report');
}

/** It makes this type, above all, out of something else. */
function isSource(entry: NodeEntry, type: PortType): boolean {
  return gives(outputsOf(entry)[0], type) && !measures(entry) && !required(entry).some((port) => takes(port, type));
}

/** The category that a type comes from: the one that is called like it, otherwise where most of its sources stand. */
function homeOf(registry: NodeRegistry, type: PortType): string | undefined {
  if ([...registry.values()].some(({ category }) => category === type)) return type;
  const counts = new Map<string, number>();
  for (const entry of registry.values()) {
    if (isSource(entry, type)) counts.set(entry.category, (counts.get(entry.category) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/**
 * Nodes that give a type, the likeliest first: those that exist to make it before those that make it by the way, sources
 * before nodes that need it themselves, the category that the type comes from before others, exact types before others.
 * @param usual the type of node that mostly stands before the input in question, before all others
 */
export function nodesThatGive(registry: NodeRegistry, type: PortType, usual?: string): readonly NodeEntry[] {
  const home = homeOf(registry, type);
  const fitting = [...registry.values()].filter((entry) =>
    outputsOf(entry).some((port) => compatible(port.type, type)),
  );
  return inOrder(fitting, (entry) => {
    const outputs = outputsOf(entry);
    return [
      less(entry.type === usual),
      less(outputs.some((port) => gives(port, type))),
      less(gives(outputs[0], type)),
      less(!measures(entry)),
      less(!required(entry).some((port) => takes(port, type))),
      less(entry.category === home),
      less(outputs[0]?.type === type),
    ];
  });
}

/**
 * Nodes that take a type, the likeliest first: those that need it before those that could do without, exact types before
 * others, nodes that lead on before those that measure, the category that the type comes from before others.
 */
export function nodesThatTake(registry: NodeRegistry, type: PortType): readonly NodeEntry[] {
  const home = homeOf(registry, type);
  const fitting = [...registry.values()].filter((entry) =>
    Object.values(entry.inputs).some((port) => compatible(type, port.type)),
  );
  return inOrder(fitting, (entry) => {
    const inputs = Object.values(entry.inputs);
    return [
      less(inputs.some((port) => takes(port, type))),
      less(required(entry).some((port) => takes(port, type))),
      less(inputs.some((port) => port.type === type)),
      less(!measures(entry)),
      less(entry.category === home),
    ];
  });
}

/** Nodes that make a type out of something else, the likeliest first. */
export function sourcesOf(registry: NodeRegistry, type: PortType): readonly NodeEntry[] {
  return nodesThatGive(registry, type).filter((entry) => isSource(entry, type));
}
