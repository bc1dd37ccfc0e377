import { typeWords } from '../labels.ts';
import { compatible } from '../port.ts';
import type { NodeRegistry } from '../registry.ts';
import { descendants, wiringOf } from '../wiring.ts';
import type { LinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { inputType, outputType } from './flowingType.ts';
import { freeSlot } from './slots.ts';

/** Why a wire may not be drawn, as a sentence; undefined when it may. */
export function refusal(workflow: Workflow, registry: NodeRegistry, from: LinkEnd, to: LinkEnd): string | undefined {
  const given = outputType(workflow, registry, from);
  const wanted = inputType(workflow, registry, to);
  if (!given) return `There is no output ${from.port} on ${from.node}.`;
  if (!wanted) return `There is no input ${to.port} on ${to.node}.`;
  if (!compatible(given, wanted)) return `This input takes ${typeWords(wanted)}, not ${typeWords(given)}.`;
  if (descendants(wiringOf(workflow), [to.node]).has(from.node))
    return 'This would create a cycle: the node would wait for itself.';
  if (freeSlot(workflow, registry, to) === undefined) return 'All places of this input are taken.';
  return undefined;
}
