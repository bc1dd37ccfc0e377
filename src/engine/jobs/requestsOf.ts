import { ArcspaceError } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { JobRequest } from '../../jobs/job.ts';
import { promptOf } from '../../jobs/promptOf.ts';
import { seedName, seedsOf, seedsOfRun } from '../../jobs/seeds.ts';
import type { JobOrder } from '../../protocol/jobCalls.ts';
import { withOwnValues } from './ownValues.ts';
import { randomSeed } from './randomSeed.ts';

/**
 * The jobs of an order.
 * @throws ArcspaceError `usage` for the same thing for ever.
 */
export function requestsOf(order: JobOrder, hash: string, registry: NodeRegistry): JobRequest[] {
  const { workflow, path, targets, count, forever, priority, place = 'here' } = order;
  const seeds = seedsOf(workflow, registry, targets);
  if (forever && (order.seeds === 'fixed' || seeds.length === 0)) throw alwaysTheSame();
  const added = Date.now();
  const prompt = promptOf(workflow, registry, targets);
  const common = { workflow: hash, name: workflow.name, prompt, path, targets: [...targets], priority, place, added };
  return Array.from({ length: count }, (_, index) => ({
    ...common,
    id: `${order.order}.${index}`,
    overrides: seedsOfRun(seeds, order.seeds, index, randomSeed),
    forever: forever && index === count - 1 ? order.seeds : null,
  }));
}

/** What the jobs have in common: with the same seeds or others, and wherever somebody looked, it is the same workflow. */
export function withoutSeeds({ workflow, targets, seeds }: JobOrder, registry: NodeRegistry): Workflow {
  const { thumbnail: _, viewport, ...kept } = workflow;
  if (seeds === 'fixed') return kept;
  const zeros = seedsOf(workflow, registry, targets).map((seed) => [seedName(seed), 0]);
  return withOwnValues(kept, Object.fromEntries(zeros));
}

function alwaysTheSame(): ArcspaceError {
  return new ArcspaceError(
    'usage',
    'Nothing would change from run to run.',
    'Let each run have another seed: add a Noise or KSampler node whose seed no wire decides, and choose Random or Next.',
  );
}
