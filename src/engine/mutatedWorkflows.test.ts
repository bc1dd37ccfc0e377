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

/** Milliseconds of the processor and bytes: what one workflow may take, whether it is refused or run. */
const LIMITS = { time: 1000, memory: 1e9 } as const;

/** The processor's time that the work took, which others on the machine do not lengthen, and what is held after it. */
async function taken(work: () => Promise<void>): Promise<{ time: number; memory: number }> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const { heapUsed, external } = process.memoryUsage();
  return { time: (user + system) / 1000, memory: heapUsed + external };
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

it(`${COUNT} mutated workflows are refused, or opened, checked and run without a fault of the program, in a second and a gigabyte`, async () => {
  let runnable = 0;
  const check = async (seed: number) => {
    const workflow = opened(mutatedWorkflow(seed, nodeRegistry));
    if (!workflow) return;
    const problems = validate(workflow, nodeRegistry);
    expect(opened(serializeWorkflow(workflow)), `seed ${seed}`).toEqual(workflow);
    const events = await run(workflow);
    const faults = events.flatMap((event) => ('problem' in event && event.problem ? [event.problem] : []));
    for (const problem of [...problems, ...faults]) {
      expect(problem.code, `seed ${seed}: ${problem.message}`).not.toBe('internal');
      expect(problem.remedy, `seed ${seed}`).not.toBe('');
    }
    if (events.at(-1)?.type === 'done' && faults.length === 0) runnable++;
  };
  for (let seed = 0; seed < COUNT; seed++) {
    const first = await taken(() => check(seed));
    // What runs for the first time is compiled meanwhile.
    const { time, memory } = first.time < LIMITS.time ? first : await taken(() => check(seed));
    expect(time, `milliseconds for seed ${seed}`).toBeLessThan(LIMITS.time);
    expect(memory, `bytes after seed ${seed}`).toBeLessThan(LIMITS.memory);
  }
  expect(runnable).toBeGreaterThan(COUNT / 50);
}, 3_600_000);
