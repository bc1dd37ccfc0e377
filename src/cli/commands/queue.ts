import { randomBytes } from 'node:crypto';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import { isOwned } from '../../engine/files/oneOwner.ts';
import { countRequests, leaveRequest, type QueueRequest } from '../../engine/jobs/inbox.ts';
import { readQueue } from '../../engine/jobs/journal.ts';
import { queueFolder, requireOwnQueue } from '../../engine/jobs/queueFolder.ts';
import { machineSeal } from '../../engine/jobs/seal.ts';
import { duration } from '../../graph/duration.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { machineFolder } from '../../host/machineFolder.ts';
import { workspaceFolder } from '../../host/workspaceFolder.ts';
import type { Job, SeedMode } from '../../jobs/job.ts';
import { heldIn, type QueueState } from '../../jobs/queueState.ts';
import { countJobs } from '../../jobs/queueView.ts';
import { jobsIn } from '../../jobs/secondsLeft.ts';
import { seedsOf } from '../../jobs/seeds.ts';
import { MOST_JOBS } from '../../protocol/jobCalls.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { prepareWorkflow } from '../prepareRun.ts';
import { withoutControls } from '../withoutControls.ts';

interface Options {
  readonly workspace?: string;
}

export interface AddOptions extends Options {
  readonly set?: readonly string[];
  readonly count: number;
  readonly seeds: SeedMode;
  readonly priority: number;
}

/** Adds runs of a workflow file to the queue of a workspace, for the editor that is or will be open on it. */
export async function addToQueue(file: string, options: AddOptions): Promise<ExitCode> {
  const { count, seeds, priority, set = [] } = options;
  if (count > MOST_JOBS)
    throw new ArcspaceError('usage', `${count} runs are too many at once.`, `Add at most ${MOST_JOBS}.`);
  const workflow = await prepareWorkflow(file, set);
  if (count > 1 && seeds !== 'fixed' && seedsOf(workflow, nodeRegistry, []).length === 0) {
    console.error('The workflow has no Noise, KSampler or Seed node to vary: every run gives the same.');
  }
  const workspace = workspaceFolder(options.workspace);
  const path = placeIn(workspace, file);
  const order = randomBytes(8).toString('hex');
  const request = { order, workflow, path, targets: [], count, seeds, forever: false, priority };
  return leave(workspace, { type: 'submit', order: request }, count === 1 ? '1 run added' : `${count} runs added`);
}

export interface CancelOptions extends Options {
  readonly waiting?: boolean;
}

/** Cancels jobs by their names, or all that wait. */
export async function cancelInQueue(ids: readonly string[], options: CancelOptions): Promise<ExitCode> {
  const workspace = workspaceFolder(options.workspace);
  if (options.waiting) return leave(workspace, { type: 'cancel-waiting' }, 'Asked to cancel all that waits');
  if (ids.length === 0) {
    throw new ArcspaceError('usage', 'No run is named.', 'Name runs as "arcspace queue list" does, or use --waiting.');
  }
  const { jobs } = await stateOf(workspace);
  const unknown = ids.find((id) => !jobs.has(id));
  if (unknown !== undefined) {
    throw new ArcspaceError('usage', `The queue has no run "${unknown}".`, 'List them: arcspace queue list.');
  }
  return leave(workspace, { type: 'cancel', ids: { ids: [...ids] } }, `Asked to cancel ${ids.join(', ')}`);
}

/** Prints what runs, waits and has ended. */
export async function listQueue({ workspace: named, json }: Options & { readonly json?: boolean }): Promise<void> {
  const workspace = workspaceFolder(named);
  const state = await stateOf(workspace);
  const jobs = jobsIn(state, [...state.running, ...state.waiting, ...state.ended.toReversed()]);
  const requests = await countRequests(queueFolder(workspace));
  if (json) {
    console.log(JSON.stringify({ counts: countJobs(state), requests, jobs }, null, 2));
    return;
  }
  for (const job of jobs) console.log(lineOf(job));
  const { waiting, running, done, failed, cancelled } = countJobs(state);
  console.log(`${running} running, ${waiting} waiting, ${done} done, ${failed} failed, ${cancelled} cancelled`);
  const held = heldIn(state).length;
  if (held > 0) console.log(`${counted(held)} added on another computer: open the editor to run or remove them`);
  if (requests > 0) console.log(`${requests} more asked for, not yet seen by an open Arcspace`);
}

const seal = machineSeal(machineFolder());

async function stateOf(workspace: string): Promise<QueueState> {
  return readQueue(join(queueFolder(workspace), 'queue.jsonl'), await seal());
}

async function leave(workspace: string, request: QueueRequest, said: string): Promise<ExitCode> {
  const folder = queueFolder(workspace);
  await requireOwnQueue(workspace);
  await leaveRequest(folder, request, await seal());
  const isRunning = await isOwned(folder);
  const when = isRunning ? '' : ' It takes effect when Arcspace is open on this workspace: arcspace serve.';
  console.log(`${said} in the queue of ${workspace}.${when}`);
  return exitCodes.done;
}

function counted(runs: number): string {
  return runs === 1 ? '1 run was' : `${runs} runs were`;
}

/** Where paths in the workflow start from: its place in the workspace; the workspace itself for a file elsewhere. */
function placeIn(workspace: string, file: string): string | null {
  const path = relative(workspace, resolve(file));
  return path.startsWith('..') || isAbsolute(path) ? null : path;
}

function lineOf({ id, name, status, overrides, seconds, problem }: Job): string {
  const values = Object.entries(overrides).map(([key, value]) => `${key}=${String(value)}`);
  const facts = [
    ...values,
    ...(seconds === undefined ? [] : [duration(seconds * 1000)]),
    ...(problem ? [problem.message] : []),
  ];
  return withoutControls(`${status.padEnd(9)} ${id.padEnd(20)} ${name}  ${facts.join(', ')}`).trimEnd();
}
