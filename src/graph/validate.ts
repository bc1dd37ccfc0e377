import { flowOf } from './flow.ts';
import type { Problem } from './problem.ts';
import type { NodeRegistry } from './registry.ts';
import { cycles } from './validation/cycles.ts';
import { doubleLinks, linkProblems } from './validation/linkProblems.ts';
import { nodeProblems } from './validation/nodeProblems.ts';
import { wiringOf } from './wiring.ts';
import { parseLinkEnd } from './workflow/link.ts';
import type { Workflow } from './workflow/schema.ts';

/**
 * Everything that keeps a workflow from running, each with node, port, what was expected, what came, and the remedy.
 * Nothing runs. `within` limits the question to some nodes: an unfinished corner does not stop the rest.
 */
export function validate(workflow: Workflow, registry: NodeRegistry, within?: ReadonlySet<string>): Problem[] {
  const wiring = wiringOf(workflow);
  const wires = { registry, wiring, flow: flowOf(wiring, registry) };
  const concerned = (id: string | undefined) => within === undefined || (id !== undefined && within.has(id));
  const active = workflow.nodes.filter((node) => concerned(node.id) && node.mode === 'on');
  const links = workflow.links.filter((link) => concerned(parseLinkEnd(link.to)?.node));
  return [
    ...active.flatMap((node) => nodeProblems(node, wires)),
    ...links.flatMap((link) => linkProblems(link, wires)),
    ...doubleLinks(links),
    ...cycles(wiring, workflow.nodes.map((node) => node.id).filter(concerned)),
  ];
}
