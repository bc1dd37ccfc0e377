import { expect, test } from 'vitest';
import { runtimeVersion } from './sessions/onnx.ts';
import { whatComputes } from './whatComputes.ts';

/** What stood in the keys of results before networks computed in float16. */
const inFloat32 = (provider: string) => `${provider}, ONNX Runtime ${runtimeVersion}, none`;

test.each(['cpu', 'webgpu', 'coreml'] as const)('keys of results on %s stay as they were', (provider) => {
  expect(whatComputes(provider, 'none')).toBe(inFloat32(provider));
});

test.each(['cuda', 'dml'] as const)(
  'on %s they say float16, so that no sweep takes cells in float32 for done',
  (name) => {
    expect(whatComputes(name, 'none')).toBe(`${name} in float16, revision 1, ONNX Runtime ${runtimeVersion}, none`);
  },
);

test('other embeddings are other keys', () => {
  expect(whatComputes('cpu', 'a')).not.toBe(whatComputes('cpu', 'b'));
});
