import { expect, test } from 'vitest';
import { ArcspaceError, type Problem } from '../../../graph/problem.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { createFakeEngine } from '../../testing/fakeEngine.ts';
import { createDocument } from '../document/document.ts';
import { createRunQueue, type Job } from './queue.ts';

const workflow = emptyWorkflow();
const job: Job = { run: 'r', lane: 'live', workflow, document: createDocument(workflow), targets: [], place: 'here' };

/** A queue over a host whose calls are noted as they are made, answered or not. */
function queueOver(client: HostClient) {
  const asked: string[] = [];
  const outcomes: (Problem | undefined)[] = [];
  const noted: HostClient = {
    ...client,
    call(name, args) {
      asked.push(name);
      return client.call(name, args);
    },
  };
  const listener = {
    changed() {},
    event() {},
    shown: () => ({}),
    ended: (_: Job, problem?: Problem) => outcomes.push(problem),
  };
  return { queue: createRunQueue(noted, listener), asked, outcomes };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

test('a run is watched in the same breath in which it is asked for: an engine that computes hears nobody', () => {
  const { queue, asked } = queueOver(createFakeEngine({ submit: () => new Promise(() => {}) }).client);
  queue.offerLive(job);
  expect(asked.slice(0, 2)).toEqual(['submit', 'watch']);
});

test('a watcher that came before its run is there once the run is', async () => {
  const engine = createFakeEngine({}, (run) => run.complete());
  let isFirst = true;
  const client: HostClient = {
    ...engine.client,
    async call(name, args) {
      // As after a lost connection: the watcher is back sooner.
      if (name === 'submit' && isFirst) await settled();
      isFirst = false;
      return engine.client.call(name, args);
    },
  };
  const { queue, outcomes } = queueOver(client);
  queue.offerLive(job);
  await settled();
  await settled();
  expect(outcomes).toEqual([undefined]);
});

test('an engine that refuses a run is believed, not the watcher that does not find it', async () => {
  const refuse = () => {
    throw new ArcspaceError('too-many-runs', 'The engine has 64 runs already.', 'Wait.');
  };
  const { queue, outcomes } = queueOver(createFakeEngine({ submit: refuse }).client);
  queue.offerLive(job);
  await settled();
  expect(outcomes.map((problem) => problem?.code)).toEqual(['too-many-runs']);
});
