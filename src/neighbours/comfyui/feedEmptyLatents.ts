import { wiringOf } from '../../graph/wiring.ts';
import { formatLinkEnd, type LinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowLink } from '../../graph/workflow/schema.ts';

/**
 * Empty latents belong to a model here, and to none in ComfyUI: each gets a wire from the model of the first KSampler that
 * they reach. Those that reach none stay without.
 */
export function feedEmptyLatents(workflow: Workflow): Workflow {
  const wiring = wiringOf(workflow);
  const modelFor = (id: string): LinkEnd | undefined => {
    const seen = new Set<string>();
    const pending = [id];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const model = next === id ? undefined : wiring.into.get(next)?.get('model');
      if (model && wiring.nodes.get(next)?.type === 'ksampler') return model;
      pending.push(...(wiring.outOf.get(next) ?? []));
    }
    return undefined;
  };
  const fed = workflow.nodes.flatMap(({ id, type }): WorkflowLink[] => {
    const model = type === 'empty_latents' ? modelFor(id) : undefined;
    return model ? [{ from: formatLinkEnd(model), to: formatLinkEnd({ node: id, port: 'model' }) }] : [];
  });
  return fed.length === 0 ? workflow : { ...workflow, links: [...workflow.links, ...fed] };
}
