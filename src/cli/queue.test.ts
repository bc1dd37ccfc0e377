import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { createJobQueue, type JobQueue } from '../engine/jobs/jobQueue.ts';
import { machineSeal } from '../engine/jobs/seal.ts';
import { machineFolder } from '../host/machineFolder.ts';
import { programFolder } from '../host/programFolder.ts';
import { arcspace } from './testing/arcspace.ts';

const workspace = mkdtempSync(join(tmpdir(), 'arcspace-cli-queue-'));
const textToImage = join(programFolder(), 'workflows/text-to-image.json');
const queue = (...args: string[]) => arcspace('queue', ...args, '-w', workspace);
const list = async () => JSON.parse((await queue('list', '--json')).out);

afterAll(() => rmSync(workspace, { recursive: true }));

/** What an editor that is open on the workspace does with its queue: here everything is done at once. */
function openHost(): JobQueue {
  const host = createJobQueue({
    folder: join(workspace, '.arcspace/jobs'),
    seal: machineSeal(machineFolder()),
    requireOwn: async () => {},
    registry: nodeRegistry,
    run: async () => ({ outcome: 'completed', executed: 0, cached: 0 }),
    othersFirst: async () => {},
    rested: () => {},
  });
  open.push(host);
  return host;
}
const open: JobQueue[] = [];
afterEach(() => Promise.all(open.splice(0).map((host) => host.close())));

describe('the queue on the command line', () => {
  test('takes runs while nothing is open, which the next editor runs', async () => {
    const { out } = await queue('add', textToImage, '--count', '3', '--seeds', 'next');
    expect(out).toContain(`3 runs added in the queue of ${workspace}. It takes effect when Arcspace is open`);
    expect(await list()).toMatchObject({ counts: { waiting: 0 }, requests: 1 });
    await openHost().takeUp();
    await vi.waitFor(async () => expect(await list()).toMatchObject({ counts: { done: 3 }, requests: 0 }), 20_000);
    const { jobs } = await list();
    expect(jobs.map((job: { overrides: object }) => job.overrides)).toEqual(
      [4, 3, 2].map((seed) => ({ 'noise.seed': seed })),
    );
  });

  test('lists what is in it, a line for each', async () => {
    const { out } = await queue('list');
    expect(out).toMatch(/^done {6}[0-9a-f]{16}\.2 +\S.*noise\.seed=4/);
    expect(out).toContain('0 running, 0 waiting, 3 done, 0 failed, 0 cancelled');
  });

  test('prints no control characters of texts that came with a workspace', async () => {
    const kept = { id: 'a.0', name: 'a\u001b]0;b', prompt: '', path: null, targets: [], overrides: {}, priority: 0 };
    const job = {
      ...kept,
      workflow: 'a'.repeat(64),
      forever: null,
      added: 0,
      status: 'done',
      attempt: 1,
      interruptions: 0,
    };
    const elsewhere = mkdtempSync(join(tmpdir(), 'arcspace-cli-queue-'));
    mkdirSync(join(elsewhere, '.arcspace/jobs'), { recursive: true });
    writeFileSync(join(elsewhere, '.arcspace/jobs/queue.jsonl'), `${JSON.stringify({ type: 'kept', job })}\n`);
    const { out } = await arcspace('queue', 'list', '-w', elsewhere);
    rmSync(elsewhere, { recursive: true });
    expect(out).toContain('a ]0;b');
    expect(out).not.toContain('\u001b');
  });

  test('refuses jobs that it does not have, and a workflow that cannot run', async () => {
    expect(await queue('cancel', 'nobody.0')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('no run "nobody.0"'),
    });
    expect(await queue('cancel')).toMatchObject({ code: 2 });
    expect((await queue('add', join(workspace, 'missing.json'))).code).toBe(4);
  });
});
