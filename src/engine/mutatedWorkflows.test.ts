import { expect, it } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { createCache } from '../graph/cache.ts';
import type { RunEvent } from '../graph/events.ts';
import { execute } from '../graph/execute.ts';
import { plan } from '../graph/plan.ts';
import { ArcspaceError } from '../graph/problem.ts';
import { fakeServices } from '../graph/testing/fakeServices.ts';
import { mutatedWorkflow } from '../graph/testing/mutatedWorkflows.ts';
import { validate } from '../graph/validate.ts';
import { parseWorkflow } from '../graph/workflow/parse.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { serializeWorkflow } from '../graph/workflow/serialize.ts';

/** More with ARCSPACE_FUZZ=100000. */
const COUNT = Number(process.env.ARCSPACE_FUZZ ?? 1000);

function opened(text: string): Workflow | undefined {
  try {
    return parseWorkflow(text, nodeRegistry).workflow;
  } catch (thrown) {
    if (thrown instanceof ArcspaceError && thrown.remedy !== '') return undefined;
    throw thrown;
  }
}

/** What a run says: it has neither models nor files, so nodes that need them end it. */
async function run(workflow: Workflow): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  const controller = new AbortController();
  await execute({
    plan: plan(workflow, nodeRegistry, []),
    cache: createCache(1e6),
    services: fakeServices().services,
    signal: controller.signal,
    emit: (event) => events.push(event),
    watched: () => false,
  });
  return events;
}

it(`${COUNT} mutated workflows are refused, or opened, checked and run without a fault of the program`, async () => {
  let runnable = 0;
  for (let seed = 0; seed < COUNT; seed++) {
    const workflow = opened(mutatedWorkflow(seed, nodeRegistry));
    if (!workflow) continue;
    const problems = validate(workflow, nodeRegistry);
    expect(opened(serializeWorkflow(workflow)), `seed ${seed}`).toEqual(workflow);
    const events = await run(workflow);
    const faults = events.flatMap((event) => ('problem' in event && event.problem ? [event.problem] : []));
    for (const problem of [...problems, ...faults]) {
      expect(problem.code, `seed ${seed}: ${problem.message}`).not.toBe('internal');
      expect(problem.remedy, `seed ${seed}`).not.toBe('');
    }
    if (events.at(-1)?.type === 'done' && faults.length === 0) runnable++;
  }
  expect(runnable).toBeGreaterThan(COUNT / 50);
}, 3_600_000);
