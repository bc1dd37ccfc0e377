import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { type Wiring, wiringOf } from '../../graph/wiring.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';
import { texts } from '../text/texts.ts';

/**
 * What an input gets, as a person would call it: by the title that the user gave, or by what tells it from others of its kind,
 * up the graph as far as need be.
 */
export function sourceCaption(
  workflow: Workflow,
  registry: NodeRegistry,
  node: string,
  input: string,
): string | undefined {
  const wiring = wiringOf(workflow);
  const start = wiring.into.get(node)?.get(input)?.node;
  const way = start === undefined ? [] : wayUp(wiring, start);
  for (const each of way) {
    const caption = each.title || telling(each);
    if (caption) return caption;
  }
  const seed = way.at(-1)?.parameters.seed;
  if (typeof seed === 'number') return texts.messages.seed(seed);
  return way[0] && nodeTitle(way[0], registry);
}

/** A node and those above it, by the first input of each that is no equipment. */
function wayUp(wiring: Wiring, start: string): readonly WorkflowNode[] {
  const ids = new Set<string>([start]);
  for (const id of ids) {
    const wire = [...(wiring.into.get(id) ?? [])].find(([port]) => !equipment.has(port));
    if (wire) ids.add(wire[1].node);
  }
  return [...ids].flatMap((id) => wiring.nodes.get(id) ?? []);
}

/** What every node of a kind is wired to says nothing about one. */
const equipment: ReadonlySet<string> = new Set(['model', 'vae', 'text_encoder']);

/** Its text, its file or its folder. */
function telling({ parameters: { text, path, folder } }: WorkflowNode): string | undefined {
  if (typeof text === 'string') return text.trim() || texts.messages.noPrompt;
  if (typeof path === 'string')
    return path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '');
  if (typeof folder !== 'string') return undefined;
  return folder.split('/').findLast((part) => part !== '' && part !== 'plus' && part !== 'minus');
}
