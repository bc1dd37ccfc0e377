import { wiringOf } from '../../graph/wiring.ts';
import { formatLinkEnd, type LinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowLink } from '../../graph/workflow/schema.ts';

/** What a node here needs and one of ComfyUI does not: it is found at a node that its latents reach. */
interface Need {
  readonly port: string;
  /** The node, which has it wired to a port of the same name. */
  readonly at: string;
}

/** Empty latents belong to a model here; ComfyUI's arithmetic of latents comes before the scaling of the VAE. */
const needs: ReadonlyMap<string, Need> = new Map([
  ['empty_latents', { port: 'model', at: 'ksampler' }],
  ['latent_math', { port: 'vae', at: 'decode' }],
]);

/** Gives each such node a wire from where the first node that it reaches has its own. Those that reach none stay without. */
export function feedLatents(workflow: Workflow): Workflow {
  const wiring = wiringOf(workflow);
  const sourceFor = (id: string, { port, at }: Need): LinkEnd | undefined => {
    const seen = new Set<string>();
    const pending = [id];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const source = next === id ? undefined : wiring.into.get(next)?.get(port);
      if (source && wiring.nodes.get(next)?.type === at) return source;
      pending.push(...(wiring.outOf.get(next) ?? []));
    }
    return undefined;
  };
  const fed = workflow.nodes.flatMap(({ id, type }): WorkflowLink[] => {
    const need = needs.get(type);
    const source = need && sourceFor(id, need);
    return source ? [{ from: formatLinkEnd(source), to: formatLinkEnd({ node: id, port: need.port }) }] : [];
  });
  return fed.length === 0 ? workflow : { ...workflow, links: [...workflow.links, ...fed] };
}
