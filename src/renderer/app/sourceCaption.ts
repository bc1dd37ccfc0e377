import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { wiringOf } from '../../graph/wiring.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';

/** What an input gets, as a person would call it: by the title that the user gave, or by what tells it from others of its kind. */
export function sourceCaption(
  workflow: Workflow,
  registry: NodeRegistry,
  node: string,
  input: string,
): string | undefined {
  const wiring = wiringOf(workflow);
  const ids = new Set<string>();
  let source = wiring.into.get(node)?.get(input)?.node;
  const first = source;
  while (source !== undefined && !ids.has(source)) {
    ids.add(source);
    const found = wiring.nodes.get(source);
    const caption = found && (found.title || telling(found));
    if (caption) return caption;
    source = [...(wiring.into.get(source)?.entries() ?? [])].find(([port]) => !isEquipment(port))?.[1].node;
  }
  const nearest = first === undefined ? undefined : wiring.nodes.get(first);
  return nearest && nodeTitle(nearest, registry);
}

/** What every node of a kind is wired to says nothing about one. */
function isEquipment(port: string): boolean {
  return ['model', 'vae', 'text_encoder'].includes(port);
}

/** Its text, its file or its seed. */
function telling({ parameters }: WorkflowNode): string | undefined {
  const { text, path, seed } = parameters;
  if (typeof text === 'string') return text.trim() || 'no prompt';
  if (typeof path === 'string')
    return path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '');
  return typeof seed === 'number' ? `Seed ${seed}` : undefined;
}
