import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeviceChoice, ProviderFinding, ProviderName } from '../../protocol/types.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createDevices } from './devices.ts';
import { describeMachine } from './machine.ts';

vi.mock('./machine.ts', () => ({ describeMachine: vi.fn() }));
vi.mock('./nvidia.ts', () => ({ nvidiaName: async () => 'NVIDIA H200' }));

const folder = temporaryFolder();
let running: Partial<Record<ProviderName, number>>;
let tried: ProviderName[];

beforeEach(() => {
  running = {};
  tried = [];
  vi.mocked(describeMachine).mockResolvedValue('one card');
});

const file = () => join(folder.path, 'user/devices.json');

async function examine(provider: ProviderName): Promise<ProviderFinding> {
  tried.push(provider);
  const speed = running[provider];
  if (speed === undefined)
    return { provider, state: 'fails', finding: 'No card answers.', remedy: 'Update its driver.' };
  const finding = 'It runs.';
  return provider === 'cuda'
    ? { provider, state: 'runs', finding }
    : { provider, state: speed < 1.5 ? 'slow' : 'runs', finding, speed };
}

/** A start of the program on a machine that has CUDA and WebGPU. */
const start = (choice?: DeviceChoice) =>
  createDevices({ choice, file: file(), examine, providers: ['cuda', 'webgpu', 'cpu'] });

describe('only what the decision takes is tried', () => {
  test('nothing for the CPU', async () => {
    expect(await start('cpu').current()).toMatchObject({
      provider: 'cpu',
      label: expect.stringMatching(/^CPU, \d+ cores?$/),
    });
    expect(tried).toEqual([]);
  });

  test('CUDA first, and nothing more where it runs', async () => {
    running = { cuda: 1, webgpu: 9 };
    const device = await start('auto').current();
    expect(device).toMatchObject({ provider: 'cuda', label: 'CUDA: NVIDIA H200' });
    expect(device.findings.map(({ state }) => state)).toEqual(['runs', 'untried']);
    expect(tried).toEqual(['cuda']);
  });

  test('the chosen one alone, and the others where it does not run', async () => {
    running = { webgpu: 0.1 };
    expect(await start('webgpu').current()).toMatchObject({ provider: 'webgpu', label: 'WebGPU' });
    expect(tried).toEqual(['webgpu']);
    folder.write('user/devices.json', '');
    running = { webgpu: 3 };
    expect(await start('cuda').current()).toMatchObject({ provider: 'webgpu' });
  });
});

describe('what was found is remembered for the machine', () => {
  test('so that later starts try nothing but a CUDA that did not run', async () => {
    running = { webgpu: 3 };
    const first = await start().current();
    expect(tried).toEqual(['cuda', 'webgpu']);
    expect(await start().current()).toEqual(first);
    expect(tried.slice(2)).toEqual(['cuda']);
    running = { cuda: 1 };
    expect(await start().current()).toMatchObject({ provider: 'cuda' });
    await start().current();
    expect(tried.slice(3)).toEqual(['cuda']);
  });

  test('until the machine, its drivers or the program are others', async () => {
    await start().current();
    vi.mocked(describeMachine).mockResolvedValue('another card');
    running = { cuda: 1 };
    expect(await start().current()).toMatchObject({ provider: 'cuda' });
  });

  test('until it is to be checked again', async () => {
    const devices = start();
    expect(await devices.current()).toMatchObject({ provider: 'cpu' });
    running = { cuda: 1, webgpu: 2 };
    const found = await devices.checkAgain();
    expect(found.findings.map(({ state }) => state)).toEqual(['runs', 'runs']);
    expect(await devices.current()).toBe(found);
    expect(await start().current()).toMatchObject({ provider: 'cuda' });
  });

  test.each(['', '{', '[]', '{"machine":"one card"}', '{"machine":"one card","findings":[{"provider":"tpu"}]}'])(
    'and found again where the file is damaged: %s',
    async (text) => {
      await start().current();
      writeFileSync(file(), text);
      running = { cuda: 1 };
      expect(await start().current()).toMatchObject({ provider: 'cuda' });
      expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ machine: 'one card' });
    },
  );

  test('or where nothing can be written', async () => {
    folder.write('user', 'a file where the folder should be');
    running = { cuda: 1 };
    expect(await start().current()).toMatchObject({ provider: 'cuda' });
  });
});

describe('a choice in the editor', () => {
  test('takes effect, and is kept', async () => {
    running = { cuda: 1, webgpu: 0.1 };
    const devices = start();
    expect(await devices.current()).toMatchObject({ provider: 'cuda', choice: 'auto' });
    expect(await devices.choose('webgpu')).toMatchObject({ provider: 'webgpu', choice: 'webgpu' });
    expect(await devices.current()).toMatchObject({ provider: 'webgpu' });
    expect(await start().current()).toMatchObject({ provider: 'webgpu', choice: 'webgpu' });
  });

  test('of what did not run before is tried again', async () => {
    const devices = start();
    await devices.current();
    running = { webgpu: 0.5 };
    expect(await devices.choose('webgpu')).toMatchObject({ provider: 'webgpu' });
    running = {};
    expect(await devices.choose('cuda')).toMatchObject({ provider: 'cpu', choice: 'cuda' });
    expect(tried).toEqual(['cuda', 'webgpu', 'webgpu', 'cuda']);
  });

  test('counts less than what the command line says at a later start', async () => {
    await start().choose('webgpu');
    expect(await start('cpu').current()).toMatchObject({ provider: 'cpu', choice: 'cpu' });
  });

  test('outlives a change of the machine', async () => {
    await start().choose('cpu');
    vi.mocked(describeMachine).mockResolvedValue('another card');
    expect(await start().current()).toMatchObject({ choice: 'cpu' });
  });

  test('waits until the device is idle', async () => {
    let finish = () => {};
    const idle = new Promise<void>((resolve) => (finish = resolve));
    const devices = createDevices({ examine, providers: ['webgpu', 'cpu'], whileIdle: (work) => idle.then(work) });
    const before = await devices.current();
    const chosen = devices.choose('cpu');
    expect(await devices.current()).toBe(before);
    finish();
    expect(await devices.current().then(() => chosen)).toMatchObject({ choice: 'cpu' });
    expect(await devices.current()).toBe(await chosen);
    expect(existsSync(file())).toBe(false);
  });
});
