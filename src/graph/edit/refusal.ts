import { compatible } from '../port.ts';
import type { NodeRegistry } from '../registry.ts';
import { type LinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { inputType, outputType } from './flowingType.ts';
import { freeSlot } from './slots.ts';

function feeds(workflow: Workflow, start: string, goal: string): boolean {
  const targets = new Map<string, string[]>();
  for (const link of workflow.links) {
    const from = parseLinkEnd(link.from)?.node ?? '';
    targets.set(from, [...(targets.get(from) ?? []), parseLinkEnd(link.to)?.node ?? '']);
  }
  const seen = new Set<string>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === goal) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...(targets.get(node) ?? []));
  }
  return false;
}

const named = (type: string) => type.replaceAll('_', ' ');

/** Why a wire may not be drawn, as a sentence; undefined when it may. */
export function refusal(workflow: Workflow, registry: NodeRegistry, from: LinkEnd, to: LinkEnd): string | undefined {
  const given = outputType(workflow, registry, from);
  const wanted = inputType(workflow, registry, to);
  if (!given) return `There is no output ${from.port} on ${from.node}.`;
  if (!wanted) return `There is no input ${to.port} on ${to.node}.`;
  if (!compatible(given, wanted)) return `This input takes ${named(wanted)}, not ${named(given)}.`;
  if (feeds(workflow, to.node, from.node)) return 'This would make a circle: the node would wait for itself.';
  if (freeSlot(workflow, registry, to) === undefined) return 'All places of this input are taken.';
  return undefined;
}
