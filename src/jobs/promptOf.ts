import { plan } from '../graph/plan.ts';
import type { NodeRegistry } from '../graph/registry.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { LONGEST_PROMPT } from './job.ts';

/**
 * What the pictures of a run to these nodes are to show: its prompts but for negative ones, on one line, shortened.
 * @param longest characters
 */
export function promptOf(
  workflow: Workflow,
  registry: NodeRegistry,
  targets: readonly string[],
  longest = LONGEST_PROMPT,
): string {
  const { nodes } = plan(workflow, registry, targets);
  const unwanted = new Set(nodes.flatMap(({ inputs }) => inputs.get('negative')?.node ?? []));
  const texts = nodes.flatMap(({ id, definition, parameters, inputs }) => {
    if (unwanted.has(id)) return [];
    const names = Object.entries(definition.parameters.shape).filter(([, schema]) => schema.meta()?.isPrompt);
    return names.flatMap(([name]) => (inputs.has(name) ? [] : [parameters[name]]));
  });
  const written = texts.filter((text) => typeof text === 'string' && text.trim() !== '');
  return [...new Set(written)].join(' / ').replaceAll(/\s+/g, ' ').slice(0, longest);
}
