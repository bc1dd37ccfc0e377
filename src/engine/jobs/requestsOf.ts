import { ArcspaceError } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { JobRequest } from '../../jobs/job.ts';
import { seedsOf, seedsOfRun } from '../../jobs/seeds.ts';
import type { JobOrder } from '../../protocol/jobCalls.ts';
import { randomSeed } from './randomSeed.ts';

/**
 * The jobs of an order.
 * @throws ArcspaceError `usage` for the same thing for ever.
 */
export function requestsOf(order: JobOrder, hash: string, registry: NodeRegistry): JobRequest[] {
  const { workflow, path, targets, count, forever, priority } = order;
  const seeds = seedsOf(workflow, registry, targets);
  if (forever && (order.seeds === 'fixed' || seeds.length === 0)) throw alwaysTheSame();
  const added = Date.now();
  const common = { workflow: hash, name: workflow.name, path, targets: [...targets], priority, added };
  return Array.from({ length: count }, (_, index) => ({
    ...common,
    id: `${order.order}.${index}`,
    overrides: seedsOfRun(seeds, order.seeds, index, randomSeed),
    forever: forever && index === count - 1 ? order.seeds : null,
  }));
}

function alwaysTheSame(): ArcspaceError {
  return new ArcspaceError(
    'usage',
    'Nothing would change from run to run.',
    'Let each run have another seed: add a Noise or KSampler node whose seed no wire decides, and choose Random or Next.',
  );
}
