import { describe, expect, it } from 'vitest';
import { maskedBlend } from './directions/maskedBlend.ts';
import { expFrom, logBetween, transportBetween } from './latentSphere.ts';
import { lerp, variancePreservingLerp } from './lerp.ts';
import { multiSlerp } from './multiSlerp.ts';
import { slerp } from './slerp.ts';
import { gaussian } from './testing/arbitraries.ts';
import { latentOptimalBlend, weightedBlend } from './weightedBlend.ts';

const a = gaussian(1000, 1);
const b = gaussian(1000, 2);
const opposite = a.map((value) => -value);
const mask = Float32Array.from({ length: 250 }, (_, i) => i / 250);

type Make = (first: Float32Array, out?: Float32Array) => Float32Array;

const made: Readonly<Record<string, Make>> = {
  lerp: (first, out) => lerp(first, b, 0.3, out),
  'variance-preserving lerp': (first, out) => variancePreservingLerp(first, b, 0.3, out),
  slerp: (first, out) => slerp(first, b, 0.3, {}, out),
  'slerp through an axis': (first, out) => slerp(first, opposite, 0.3, { axisSeed: 1 }, out),
  'multi-slerp': (first, out) => multiSlerp([first, b], [1, 2], 'mean', out),
  'weighted blend': (first, out) => weightedBlend([first, b], [1, 2], out).point,
  'variance-preserving blend': (first, out) => latentOptimalBlend([first, b], [1, 2], b, out),
  'log map': (first, out) => logBetween(first, b, out).tangent,
  'exp map': (first, out) => expFrom(first, b, 0, out).point,
  'parallel transport': (first, out) => transportBetween(first, b, gaussian(1000, 3), { out }).tangent,
  mask: (first, out) => maskedBlend(first, b, mask, out),
};

describe.each(Object.entries(made))('%s', (_, make) => {
  it('writes to the row that it is given what it returns otherwise', () => {
    const batch = new Float32Array(3000).fill(7);
    const row = batch.subarray(1000, 2000);
    expect(make(a, row)).toBe(row);
    expect(row).toEqual(make(a));
    expect(new Set([...batch.subarray(0, 1000), ...batch.subarray(2000)])).toEqual(new Set([7]));
  });

  it('may write over what it reads', () => {
    const expected = make(a);
    const overwritten = a.slice();
    expect(make(overwritten, overwritten)).toEqual(expected);
  });

  it('refuses a row of another length', () => {
    expect(() => make(a, new Float32Array(999))).toThrow();
  });
});
