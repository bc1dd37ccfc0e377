import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HubServer, startHubServer } from '../engine/hub/testing/hubServer.ts';
import { folderOfNoise, loraOfNoise, noise } from '../engine/hub/testing/testModels.ts';
import { temporaryFolder } from '../engine/testing/temporaryFolder.ts';
import { arcspace } from './testing/arcspace.ts';

const folder = temporaryFolder();
let hub: HubServer;
beforeEach(async () => {
  hub = await startHubServer();
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  vi.stubEnv('HF_TOKEN', '');
  vi.stubEnv('HF_HOME', folder.path);
  hub.publish('somebody/noise', { files: folderOfNoise(20_000), licence: 'openrail++' });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await hub.close();
});

const get = (...args: string[]) => arcspace('models', 'get', ...args, '-w', folder.path);

describe('arcspace models get', () => {
  it('shows what it is, its licence, its size, the room and the place, and downloads it', async () => {
    const { code, out } = await get('somebody/noise', '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(/^somebody\/noise at [0-9a-f]{10}\n {2}What +Stable Diffusion 1 or 2/);
    expect(out).toMatch(/Licence +openrail\+\+ \(http/);
    expect(out).toMatch(/Size +\d+ KB in 10 files/);
    expect(out).toMatch(/Free +\d/);
    expect(out).toContain(`noise is in ${join(folder.path, 'models/noise')}.`);
    expect((await arcspace('models', '-w', folder.path, '--json')).out).toContain('"name": "noise"');
  });

  it('says where the network is away, and leaves nothing', async () => {
    await hub.close();
    const { code, errors } = await get('somebody/noise', '--yes');
    expect(code).toBe(1);
    expect(errors).toMatch(/127\.0\.0\.1:\d+ cannot be reached: .*Check the network connection/s);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('names what it does not fetch', async () => {
    hub.publish('somebody/blocks', { files: { 'small-Q8_0.gguf': noise('a', 5000) } });
    const { code, errors } = await get('somebody/blocks:small-Q8_0.gguf', '--yes');
    expect(code).toBe(4);
    expect(errors).toContain('small-Q8_0.gguf is a GGUF file, which Arcspace runs and does not fetch.');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('asks nobody in a pipe, and does nothing without --yes', async () => {
    const { code, errors } = await get('somebody/noise');
    expect(code).toBe(2);
    expect(errors).toContain('Add --yes');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('tells a program what happens, line by line', async () => {
    const { out } = await get('somebody/noise', '--yes', '--json', '--precision', 'fp32', '--name', 'mine');
    const events = out.split('\n').map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ type: 'plan', name: 'mine', licence: 'openrail++', precision: 'fp32' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'progress', total: events[0].total }));
    expect(events.at(-1)).toEqual({
      type: 'done',
      name: 'mine',
      kind: 'model',
      path: join(folder.path, 'models/mine'),
    });
  });

  it('lists the models of a repository that has several, with their sizes', async () => {
    hub.publish('somebody/mixes', { files: { 'a.safetensors': noise('a', 5000), 'b.safetensors': noise('b', 6000) } });
    const { code, out } = await get('somebody/mixes');
    expect(code).toBe(2);
    expect(out).toContain('5 KB  arcspace models get somebody/mixes:a.safetensors');
  });

  it('says where a licence is to be accepted', async () => {
    hub.publish('somebody/ink', { files: { 'ink.safetensors': loraOfNoise(600) }, gated: true });
    const { code, errors } = await get('somebody/ink', '--yes');
    expect(code).toBe(4);
    expect(errors).toContain(`accept the licence at ${hub.endpoint}/somebody/ink`);
    vi.stubEnv('HF_TOKEN', hub.token);
    const { out, errors: none } = await get('somebody/ink', '--yes', '--json');
    expect(`${out}${none}`).not.toContain(hub.token);
    expect(readdirSync(join(folder.path, 'loras'))).toEqual(['ink.safetensors']);
  });
});

describe('arcspace models', () => {
  it('says what was not downloaded wholly, and how to go on', async () => {
    hub.fail((host) => (host === 'storage' ? { kind: 'status', status: 404 } : undefined));
    const { code } = await get('somebody/noise', '--yes');
    expect(code).toBe(1);
    const { out } = await arcspace('models', '-w', folder.path);
    expect(out).toMatch(/noise +not downloaded wholly: \d+ KB of \d+ KB/);
    expect(out).toContain('Go on with "arcspace models get somebody/noise", or delete the folder');
    hub.fail(() => undefined);
    expect((await get('somebody/noise', '--yes')).code).toBe(0);
    expect((await arcspace('models', '-w', folder.path)).out).not.toContain('not downloaded wholly');
  });

  it('known lists models to begin with, and how far they were tried', async () => {
    const { out } = await arcspace('models', 'known');
    expect(out).toContain('stable-diffusion-v1-5/stable-diffusion-v1-5');
    expect(out).toContain('were not run in the tests');
  });
});
