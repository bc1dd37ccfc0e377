import { describe, expect, test } from 'vitest';
import { createDevices } from './devices.ts';
import { examine } from './examine.ts';
import { probe } from './probe.ts';
import { sessionOptions, threadCount } from './sessionOptions.ts';

describe('a provider is believed only when it computes', () => {
  test('the processor does', async () => {
    expect(await probe('cpu')).toMatchObject({ computes: true });
  });

  test('the device names what runs and why nothing better does', async () => {
    const device = await createDevices({ examine }).current();
    expect(device.label).not.toBe('');
    expect(device.reason).toMatch(/^[A-Z].*\.$/);
    for (const { state, finding, remedy } of device.findings) {
      expect(finding).toMatch(/^[A-Z].*[.…]$/s);
      expect(finding).not.toMatch(/onnxruntime_src|\.cc:/);
      if (state === 'fails') expect(remedy).toMatch(/\.$/);
    }
  });
});

test('sessions use all of a few cores, and leave many to ONNX Runtime', () => {
  expect([1, 2, 4, 16].map(threadCount)).toEqual([1, 2, 4, 0]);
});

test('threads wait awake for longer in a large network than in a small one', () => {
  const spinning = (weights?: number) => sessionOptions('cpu', weights).extra?.session;
  expect(spinning()).toMatchObject({ intra_op: { spin_duration_us: '20' }, force_spinning_stop: '1' });
  expect(spinning(2 ** 28 - 1)).toEqual(spinning());
  expect(spinning(2 ** 28)).toMatchObject({ intra_op: { spin_duration_us: '500' }, force_spinning_stop: '1' });
});

test('the processor stands behind every other provider', () => {
  expect(sessionOptions('cuda').executionProviders).toEqual(['cuda', 'cpu']);
  expect(sessionOptions('cpu').executionProviders).toEqual(['cpu']);
});

test('each provider has the options that it needs', () => {
  expect(sessionOptions('dml')).toMatchObject({ enableMemPattern: false, executionMode: 'sequential' });
  expect(sessionOptions('coreml').executionProviders).toEqual([{ name: 'coreml', coreMlFlags: 0x30 }, 'cpu']);
  expect(sessionOptions('webgpu')).not.toHaveProperty('enableMemPattern');
});
