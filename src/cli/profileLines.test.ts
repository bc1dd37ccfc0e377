import { expect, test } from 'vitest';
import type { OperatorProfile } from '../engine/profile/networkProfile.ts';
import { profileLines } from './profileLines.ts';

const operator = (name: string, share: number, rest: Partial<OperatorProfile> = {}): OperatorProfile => ({
  operator: name,
  provider: 'webgpu',
  nodes: 2,
  milliseconds: share * 100,
  share,
  ...rest,
});
const lines = (...operators: readonly OperatorProfile[]) =>
  profileLines({ network: 'unet/model.onnx', nodes: 6, milliseconds: 99.6, operators });

test('a network is told by provider and operator, and what takes hardly any time is summed up', () => {
  expect(lines(operator('Conv', 0.9), operator('Shape', 0.092, { provider: 'cpu' }), operator('Cast', 0.008))).toEqual([
    '',
    'unet/model.onnx: 6 nodes, 4 on WebGPU, 2 on CPU, 100 ms',
    '  Conv                        WebGPU         2  90.0 %',
    '  Shape                       CPU            2   9.2 %',
    '  1 other operator                           2   0.8 %',
  ]);
});

test('a network on one device says so', () => {
  expect(lines(operator('Conv', 1))[1]).toBe('unet/model.onnx: 6 nodes, all on WebGPU, 100 ms');
});
