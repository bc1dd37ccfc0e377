import type { NodeRegistry } from '../registry.ts';
import { parseLinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import type { ModelName } from './knownModel.ts';
import { canNameModels, namedModels } from './namedModels.ts';

/** Where a workflow names a model. */
export interface NamedAt {
  readonly node: string;
  readonly parameter: string;
}

/** A model, part, LoRA or embedding that a workflow names. */
export interface UsedModel extends ModelName {
  /** In the order of the nodes. */
  readonly places: readonly NamedAt[];
}

/** What the nodes of a workflow name, each once, in the order of the nodes; also what muted ones do. */
export function modelsUsed(workflow: Workflow, registry: NodeRegistry): readonly UsedModel[] {
  const nodes = workflow.nodes.filter(({ type }) => {
    const entry = registry.get(type);
    return entry !== undefined && canNameModels(entry);
  });
  if (nodes.length === 0) return [];
  const wired = wiredInputs(workflow);
  const used = new Map<string, ModelName & { readonly places: NamedAt[] }>();
  for (const node of nodes) {
    for (const { role, name, parameter } of namedModels(node, registry, wired.get(node.id) ?? nothing)) {
      const key = keyOf({ role, name });
      const model = used.get(key) ?? { role, name, places: [] };
      model.places.push({ node: node.id, parameter });
      used.set(key, model);
    }
  }
  return [...used.values()];
}

const nothing: ReadonlySet<string> = new Set();

/** Names apart what has the same name in different roles. */
export function keyOf({ role, name }: ModelName): string {
  return `${role} ${name}`;
}

/** By node, the inputs that have a wire: what arrives there counts in place of the parameter. */
function wiredInputs({ links }: Workflow): ReadonlyMap<string, ReadonlySet<string>> {
  const wired = new Map<string, Set<string>>();
  for (const { to } of links) {
    const end = parseLinkEnd(to);
    if (end) wired.set(end.node, (wired.get(end.node) ?? new Set()).add(end.port));
  }
  return wired;
}
