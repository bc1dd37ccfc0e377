import { describe, expect, test } from 'vitest';
import type { ProviderFinding, ProviderName } from '../../protocol/types.ts';
import { decide } from './decide.ts';
import { compare } from './examine.ts';

const fails = (provider: ProviderName): ProviderFinding => ({
  provider,
  state: 'fails',
  finding: `${provider} does not run.`,
});
/** A provider that takes so many milliseconds for what takes the CPU 60. */
const runs = (provider: ProviderName, whole: number): ProviderFinding =>
  compare(provider, { small: 8, whole, sample: [1, -2] }, { small: 4, whole: 60, sample: [1, -2] });
const cuda: ProviderFinding = { provider: 'cuda', state: 'runs', finding: 'CUDA runs on this machine.' };

describe('by itself the program takes', () => {
  test('CUDA where it computes, however fast others are', () => {
    expect(decide('auto', [cuda, runs('webgpu', 1)])).toEqual({
      provider: 'cuda',
      reason: 'It runs on this machine.',
    });
  });

  test('another provider that is faster than the CPU, the fastest of them', () => {
    expect(decide('auto', [runs('dml', 20), runs('webgpu', 10)])).toEqual({
      provider: 'webgpu',
      reason: 'It is 6 times faster than the CPU.',
    });
  });

  test('nothing that is hardly faster: a gain has to be beyond what measurements differ by', () => {
    expect(decide('auto', [runs('webgpu', 45)])).toEqual({
      provider: 'cpu',
      reason:
        'WebGPU is 1.3 times faster than the CPU on this machine. Automatic takes another device from 1.5 times on.',
    });
    expect(decide('auto', [runs('webgpu', 39)]).provider).toBe('webgpu');
  });

  test('nothing that is slower, such as Vulkan in software, and says by how much', () => {
    expect(decide('auto', [fails('cuda'), runs('webgpu', 2400)])).toEqual({
      provider: 'cpu',
      reason: 'WebGPU is 40 times slower than the CPU on this machine.',
    });
  });

  test('nothing that takes so long for a small test that the whole is pointless', () => {
    const slow = compare('webgpu', { small: 1000, sample: [1] }, { small: 4, whole: 60, sample: [1] });
    expect(decide('auto', [slow]).reason).toBe('WebGPU is 250 times slower than the CPU on this machine.');
  });

  test('nothing that gives other numbers than the CPU, or none', () => {
    const cpu = { small: 4, whole: 60, sample: [1, 2] };
    for (const sample of [[1, 2.1], [1, Number.NaN], [1]]) {
      const wrong = compare('coreml', { small: 1, whole: 1, sample }, cpu);
      expect(wrong).toMatchObject({ state: 'fails', finding: 'Core ML does not run: It gives wrong results.' });
      expect(decide('auto', [wrong]).provider).toBe('cpu');
    }
    expect(compare('coreml', { small: 1, whole: 1, sample: [1.001, 2] }, cpu).state).toBe('runs');
  });

  test('the CPU where nothing else runs, or is there', () => {
    expect(decide('auto', [fails('cuda'), fails('webgpu')])).toEqual({
      provider: 'cpu',
      reason: 'CUDA and WebGPU do not run on this machine.',
    });
    expect(decide('auto', [])).toEqual({ provider: 'cpu', reason: 'There is nothing else on this platform.' });
  });
});

describe('what the user chose is taken', () => {
  test('also where it is slower', () => {
    expect(decide('webgpu', [cuda, runs('webgpu', 600)])).toEqual({ provider: 'webgpu', reason: 'You chose it.' });
    expect(decide('cpu', [cuda])).toEqual({ provider: 'cpu', reason: 'You chose it.' });
  });

  test('unless it does not run: then the next best, with an explanation', () => {
    expect(decide('webgpu', [cuda, fails('webgpu')])).toEqual({
      provider: 'cuda',
      reason: 'You chose WebGPU, which does not run on this machine.',
    });
    expect(decide('dml', [fails('dml')]).provider).toBe('cpu');
  });
});
