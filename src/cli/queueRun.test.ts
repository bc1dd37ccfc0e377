import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasRedis, PASSWORD } from '../cluster/testing/redisServer.ts';
import { contentsOf } from '../engine/testing/contentsOf.ts';
import { programFolder } from '../host/programFolder.ts';
import { arcspace, arcspaceWatched } from './testing/arcspace.ts';
import { type QueueAtWork, startQueueAtWork } from './testing/queueAtWork.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-cli-queue-run-'));
const at = (path: string) => join(folder, path);
const textToImage = join(programFolder(), 'workflows/text-to-image.json');
const queued = (out: string, ...args: string[]) => arcspace(...command(textToImage, out, ...work.options, ...args));
const command = (file: string, out: string, ...args: string[]) => [
  ...['run', file, '--json', '-w', at('workspace'), '--out', at(out), '--set', 'steps=2'],
  ...args,
];

let work: QueueAtWork;

describe.skipIf(!hasRedis())('arcspace run --queue', () => {
  beforeAll(async () => {
    work = await startQueueAtWork(folder);
  });
  afterAll(async () => {
    await work.stop();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => vi.unstubAllEnvs());

  test('gives the same bytes as a run on this machine, with the password out of the command line', async () => {
    vi.stubEnv('ARCSPACE_QUEUE_PASSWORD', PASSWORD);
    const { code, out, errors } = await queued('there', '--set', 'noise.seed=5');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const lines = out.split('\n').map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ type: 'queued' });
    expect(lines.at(-1)).toEqual({ type: 'saved', files: [at('there/text-to-image-decode.png')] });
    await arcspace(...command(textToImage, 'here', '--set', 'noise.seed=5'));
    expect(contentsOf(at('there'))).toEqual(contentsOf(at('here')));
  });

  test('sends a model that the worker lacks, when that is allowed, and asks for a device', async () => {
    vi.stubEnv('ARCSPACE_QUEUE_PASSWORD', PASSWORD);
    cpSync(join(programFolder(), 'models/starter'), at('workspace/models/mine'), { recursive: true });
    const { code, errors } = await queued('sent', '--set', 'model.model=mine', '--send-models', '--device', 'cpu');
    // That it is fetched is said only where whoever looks at the queue comes by in that moment.
    const fetches = expect.stringMatching(
      /^The model "mine" is sent to the store\.(\nA worker fetches the model "mine" from the store\.)?$/,
    );
    expect({ code, errors }).toEqual({ code: 0, errors: fetches });
    expect(contentsOf(at('fetched/models/mine')).size).toBeGreaterThan(5);
  });

  test('is cancelled by Ctrl+C', async () => {
    vi.stubEnv('ARCSPACE_QUEUE_PASSWORD', PASSWORD);
    const long = ['--set', 'steps=200', ...work.options];
    const cancelled = await arcspaceWatched(
      (line) => line.includes('"started"') && process.emit('SIGINT'),
      ...command(textToImage, 'cancelled', ...long),
    );
    expect(cancelled.code).toBe(130);
  });

  test.each([
    ['no password', () => [work.server.address], 1],
    ['a wrong password', () => [work.server.address.replace('//', '//:wrong@')], 1],
    ['what is no address', () => [`http://:${PASSWORD}@127.0.0.1`], 2],
  ])('refuses %s without repeating it', async (_, address, code) => {
    const args = command(textToImage, 'refused', '--queue', ...address(), '--store', at('store'));
    const refused = await arcspace(...args);
    expect(refused.code).toBe(code);
    expect(refused.errors).not.toBe('');
    expect(refused.out + refused.errors).not.toMatch(new RegExp(`${PASSWORD}|wrong|${work.server.port}|127\\.0`));
  });

  test('asks for a store together with a queue, and for a queue together with a store', async () => {
    const only = (...args: string[]) => arcspace(...command(textToImage, 'refused', ...args));
    expect(await only('--queue', work.server.address)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--store'),
    });
    expect(await only('--store', at('store'))).toMatchObject({ code: 2, errors: expect.stringContaining('--queue') });
    expect(await only('--send-models')).toMatchObject({ code: 2, errors: expect.stringContaining('--queue') });
    expect(await only('--queue', work.server.address, '--store', at('nowhere'))).toMatchObject({
      code: 4,
      errors: expect.stringContaining('There is no folder'),
    });
  });
});
