import { findPort } from '../port.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import type { LinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';

/**
 * What a new node starts with besides its defaults: numbers that no other node of its kind has, and what the input that it is made for
 * suggests.
 * @param goal the input that its output will be wired to
 */
export function startingParameters(
  workflow: Workflow,
  registry: NodeRegistry,
  entry: NodeEntry,
  goal?: LinkEnd,
): Record<string, unknown> {
  return { ...ownNumbers(workflow, entry), ...(goal ? suggested(workflow, registry, entry, goal) : {}) };
}

/** Two Noise nodes side by side are meant to differ. */
function ownNumbers(workflow: Workflow, entry: NodeEntry): Record<string, number> {
  const names = Object.keys(entry.parameters.shape).filter((name) => entry.parameters.shape[name]?.meta()?.distinct);
  const others = workflow.nodes.filter(({ type }) => type === entry.type);
  return Object.fromEntries(
    names.flatMap((name) => {
      const first = firstFree(new Set(others.map(({ parameters }) => parameters[name] ?? 0)));
      return first === 0 ? [] : [[name, first]];
    }),
  );
}

function firstFree(taken: ReadonlySet<unknown>): number {
  let number = 0;
  while (taken.has(number)) number += 1;
  return number;
}

function suggested(
  workflow: Workflow,
  registry: NodeRegistry,
  entry: NodeEntry,
  goal: LinkEnd,
): Readonly<Record<string, unknown>> {
  const type = workflow.nodes.find(({ id }) => id === goal.node)?.type ?? '';
  const suggests = findPort(registry.get(type)?.inputs ?? {}, goal.port)?.options.suggests ?? {};
  const known = Object.entries(suggests).filter(([name]) => Object.hasOwn(entry.parameters.shape, name));
  return Object.fromEntries(known);
}
