import { beforeEach, describe, expect, test, vi } from 'vitest';
import { examine } from './examine.ts';
import { explainMissingCuda } from './explainMissingCuda.ts';
import { type ProbeOutcome, probe } from './probe.ts';

vi.mock('./explainMissingCuda.ts', () => ({ explainMissingCuda: vi.fn() }));
vi.mock('./probe.ts', () => ({ probe: vi.fn() }));

const computes: ProbeOutcome = { computes: true, milliseconds: 1 };
const speeds = (whole: number): ProbeOutcome => ({ ...computes, speed: { small: 4, whole, sample: [1] } });

beforeEach(() => {
  vi.resetAllMocks();
});

describe('CUDA', () => {
  test('is not tried where something is missing, which is said', async () => {
    const missing = { reason: 'No card answers.', remedy: 'Install its driver.' };
    vi.mocked(explainMissingCuda).mockResolvedValue(missing);
    expect(await examine('cuda')).toMatchObject({ state: 'fails', finding: missing.reason, remedy: missing.remedy });
    expect(probe).not.toHaveBeenCalled();
  });

  test('is believed when it computes, without a race', async () => {
    vi.mocked(probe).mockResolvedValue(computes);
    expect(await examine('cuda')).toEqual({ provider: 'cuda', state: 'runs', finding: 'CUDA runs on this machine.' });
    expect(probe).toHaveBeenCalledTimes(1);
  });

  test('that does not run says why and what helps', async () => {
    vi.mocked(probe).mockResolvedValue({ computes: false, reason: 'The driver is old.', remedy: 'Update it.' });
    expect(await examine('cuda')).toMatchObject({
      state: 'fails',
      finding: 'The driver is old.',
      remedy: 'Update it.',
    });
  });
});

describe('another provider', () => {
  test('has to race the CPU, which runs after it and not beside it', async () => {
    const running: string[] = [];
    vi.mocked(probe).mockImplementation(async (provider) => {
      running.push(`${provider} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running.push(`${provider} ends`);
      return speeds(provider === 'cpu' ? 80 : 10);
    });
    expect(await examine('webgpu')).toMatchObject({
      state: 'runs',
      speed: 8,
      finding: 'WebGPU is 8 times faster than the CPU on this machine.',
    });
    expect(running).toEqual(['webgpu begins', 'webgpu ends', 'cpu begins', 'cpu ends']);
  });

  test('that does not compute needs no race, and perhaps a driver', async () => {
    vi.mocked(probe).mockResolvedValue({ computes: false, reason: 'No supported adapters' });
    expect(await examine('webgpu')).toMatchObject({
      state: 'fails',
      finding: 'WebGPU does not run: No supported adapters.',
      remedy: expect.stringMatching(/check again|CPU/),
    });
    expect(probe).toHaveBeenCalledTimes(1);
  });

  test('that could not be measured runs for who asks for it', async () => {
    vi.mocked(probe).mockResolvedValue(computes);
    expect(await examine('webgpu')).not.toHaveProperty('speed');
  });
});
