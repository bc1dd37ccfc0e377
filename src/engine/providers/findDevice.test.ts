import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProviderName } from '../../protocol/types.ts';
import { explainMissingCuda } from './explainMissingCuda.ts';
import { findDevice } from './findDevice.ts';
import { nvidiaName } from './nvidia.ts';
import { probe } from './probe.ts';

vi.mock('./explainMissingCuda.ts', () => ({ explainMissingCuda: vi.fn() }));
vi.mock('./nvidia.ts', () => ({ nvidiaName: vi.fn() }));
vi.mock('./probe.ts', () => ({ probe: vi.fn() }));

const missing = { reason: 'No card answers.', remedy: 'Install its driver.' };

/** A machine on which some providers compute, and the others say why not. */
function machine({
  running = [] as ProviderName[],
  cudaFiles = true,
  card = 'NVIDIA H200',
  failure = 'libcudnn.so.9: cannot open shared object file.',
}) {
  vi.mocked(explainMissingCuda).mockResolvedValue(cudaFiles ? undefined : missing);
  vi.mocked(nvidiaName).mockResolvedValue(card || undefined);
  vi.mocked(probe).mockImplementation(async (provider) =>
    running.includes(provider) ? { computes: true, milliseconds: 1 } : { computes: false, reason: failure },
  );
}

beforeEach(() => {
  vi.resetAllMocks();
});

describe('on its own the program takes CUDA where it computes, and the processor otherwise', () => {
  test('and names the card', async () => {
    machine({ running: ['cuda', 'webgpu'] });
    expect(await findDevice('auto')).toEqual({ provider: 'cuda', label: 'CUDA: NVIDIA H200', unavailable: [] });
    machine({ running: ['cuda'], card: '' });
    expect((await findDevice('cuda')).label).toBe('CUDA: GPU');
  });

  test('saying what is missing, without trying what cannot run', async () => {
    machine({ running: ['webgpu'], cudaFiles: false });
    const { provider, label, unavailable } = await findDevice('auto');
    expect(provider).toBe('cpu');
    expect(label).toMatch(/^CPU, /);
    expect(unavailable).toEqual([{ provider: 'cuda', ...missing }]);
    expect(probe).not.toHaveBeenCalled();
  });

  test('saying why CUDA does not run, and what helps', async () => {
    vi.mocked(explainMissingCuda).mockResolvedValue(undefined);
    vi.mocked(probe).mockResolvedValue({ computes: false, ...missing });
    expect((await findDevice('auto')).unavailable).toEqual([{ provider: 'cuda', ...missing }]);
  });
});

describe('WebGPU is tried where it is asked for, before CUDA', () => {
  test('and taken where it computes', async () => {
    machine({ running: ['cuda', 'webgpu'] });
    expect(await findDevice('webgpu')).toEqual({ provider: 'webgpu', label: 'WebGPU', unavailable: [] });
  });

  test('and given up for CUDA where it does not, with the reason', async () => {
    machine({ running: ['cuda'], failure: 'no adapter.' });
    const { provider, unavailable } = await findDevice('webgpu');
    expect(provider).toBe('cuda');
    expect(unavailable.map((each) => each.provider)).toEqual(['webgpu']);
    expect(unavailable[0]?.reason).toContain('WebGPU does not run: no adapter.');
    expect(unavailable[0]?.remedy).toContain('driver');
  });

  test('and for the processor where neither does', async () => {
    machine({});
    const { provider, unavailable } = await findDevice('webgpu');
    expect([provider, ...unavailable.map((each) => each.provider)]).toEqual(['cpu', 'webgpu', 'cuda']);
  });
});

test('the processor is taken without a question where it is asked for', async () => {
  machine({ running: ['cuda', 'webgpu'] });
  expect(await findDevice('cpu')).toMatchObject({ provider: 'cpu', unavailable: [] });
  expect(probe).not.toHaveBeenCalled();
});
