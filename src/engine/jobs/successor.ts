import type { NodeRegistry } from '../../graph/registry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { Job, JobRequest } from '../../jobs/job.ts';
import { seedsOf, seedsOfRun, withOverrides } from '../../jobs/seeds.ts';
import { randomSeed } from './randomSeed.ts';

/** The job that takes the place of one that is wanted for ever; undefined for any other. */
export function successorOf(job: Job, workflow: Workflow, registry: NodeRegistry): JobRequest | undefined {
  const { id, name, prompt, path, targets, priority, place, forever } = job;
  if (forever === null) return undefined;
  const seeds = withOverrides(seedsOf(workflow, registry, targets), job.overrides);
  const overrides = { ...job.overrides, ...seedsOfRun(seeds, forever, 1, randomSeed) };
  const added = Date.now();
  return {
    id: following(id),
    workflow: job.workflow,
    name,
    prompt,
    path,
    targets,
    overrides,
    priority,
    place,
    forever,
    added,
  };
}

/** The next name of the same order: "order.7" after "order.6". */
function following(id: string): string {
  const dot = id.lastIndexOf('.');
  return `${id.slice(0, dot)}.${Number(id.slice(dot + 1)) + 1}`;
}
