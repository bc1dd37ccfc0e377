import type { NodeRegistry } from '../../registry.ts';
import { parseLinkEnd } from '../../workflow/link.ts';
import type { Workflow } from '../../workflow/schema.ts';
import type { Ids } from '../updateNodes.ts';

/** Of some nodes those to run to so that all of them run: those that feed no other of them. What is muted or has no ports does not run. */
export function endsAmong(workflow: Workflow, ids: Ids, registry: NodeRegistry): readonly string[] {
  const within = new Set(ids);
  const runs = workflow.nodes.filter(
    ({ id, mode, type }) => within.has(id) && mode !== 'mute' && hasPorts(registry, type),
  );
  const running = new Set(runs.map(({ id }) => id));
  const feeding = new Set(
    workflow.links.flatMap((link) => {
      const [from, to] = [parseLinkEnd(link.from)?.node, parseLinkEnd(link.to)?.node];
      return from !== undefined && to !== undefined && running.has(to) ? [from] : [];
    }),
  );
  return runs.map(({ id }) => id).filter((id) => !feeding.has(id));
}

function hasPorts(registry: NodeRegistry, type: string): boolean {
  const entry = registry.get(type);
  return !entry || Object.keys(entry.inputs).length + Object.keys(entry.outputs).length > 0;
}
