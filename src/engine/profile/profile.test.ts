import { describe, expect, test } from 'vitest';
import { networkProfile } from './networkProfile.ts';
import { readProfile } from './readProfile.ts';

const node = (name: string, operator: string, provider: string, dur: number, cat = 'Node') => ({
  cat,
  pid: 1,
  tid: 1,
  dur,
  ts: 0,
  ph: 'X',
  name,
  args: { op_name: operator, provider, node_index: '1' },
});
const cpu = 'CPUExecutionProvider';
const webgpu = 'WebGpuExecutionProvider';

describe('a profile of ONNX Runtime', () => {
  test('tells which node ran where, and for how long', () => {
    const text = JSON.stringify([
      { cat: 'Session', dur: 90, name: 'session_initialization', args: {} },
      node('/down/conv_kernel_time', 'Conv', webgpu, 2500),
      node('/down/conv_fence_before', 'Conv', webgpu, 7),
      node('/shape_kernel_time', 'Shape', cpu, 3),
    ]);
    expect(readProfile(text)).toEqual([
      { node: '/down/conv', operator: 'Conv', provider: 'webgpu', microseconds: 2500 },
      { node: '/shape', operator: 'Shape', provider: 'cpu', microseconds: 3 },
    ]);
  });

  test('that names an unknown provider is not taken for another', () => {
    const text = JSON.stringify([node('a_kernel_time', 'Conv', 'TpuExecutionProvider', 1)]);
    expect(() => readProfile(text)).toThrow('TpuExecutionProvider');
  });
});

test('a network is summed up by operator and provider, each node once however often it ran', () => {
  const runs = readProfile(
    JSON.stringify([
      node('one_kernel_time', 'Conv', webgpu, 1000),
      node('two_kernel_time', 'Conv', webgpu, 2000),
      node('one_kernel_time', 'Conv', webgpu, 3000),
      node('three_kernel_time', 'Conv', cpu, 1500),
      node('four_kernel_time', 'MatMul', webgpu, 500),
    ]),
  );
  expect(networkProfile('unet/model.onnx', runs)).toEqual({
    network: 'unet/model.onnx',
    nodes: 4,
    milliseconds: 8,
    operators: [
      { operator: 'Conv', provider: 'webgpu', nodes: 2, milliseconds: 6, share: 0.75 },
      { operator: 'Conv', provider: 'cpu', nodes: 1, milliseconds: 1.5, share: 0.1875 },
      { operator: 'MatMul', provider: 'webgpu', nodes: 1, milliseconds: 0.5, share: 0.0625 },
    ],
  });
  expect(networkProfile('unet/model.onnx', [])).toMatchObject({ nodes: 0, milliseconds: 0, operators: [] });
});
