import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { compute, nodeOf } from '../../../nodes/testing/compute.ts';
import { fakeContext } from '../../../nodes/testing/fakeContext.ts';
import { filesOfDefaults, wiresFor } from '../../../nodes/testing/wires.ts';
import { CLEAN, PURE_NOISE } from '../../diffusion/noiseLevel.ts';
import { tensor } from '../../tensor/tensor.ts';
import { type Ports, port } from '../port.ts';
import type { PortType } from '../values.ts';
import { isKeepable, packResult, unpackResult } from './outputs.ts';
import { pack, unpack } from './pack.ts';
import { isData } from './portData.ts';

const safeKey = fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__');
const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.double(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.float32Array({ maxLength: 9 }),
    fc.float64Array({ maxLength: 9 }),
    fc.uint8Array({ maxLength: 9 }),
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.dictionary(safeKey, tie('plain'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const packed = (value: unknown): Uint8Array<ArrayBuffer> => {
  const bytes = pack(value)?.bytes();
  if (!bytes) throw new Error('it was not packed');
  return bytes;
};

describe('plain data as bytes', () => {
  test('comes back bit for bit, whatever it is', () => {
    fc.assert(
      fc.property(plain, (value) => {
        // Object.is tells -0 from 0, and so does toStrictEqual.
        expect(unpack(packed({ value }))).toStrictEqual({ value });
      }),
    );
  });

  test('comes back wherever its bytes lie in memory', () => {
    const value = { numbers: Float64Array.of(1, -0, Number.NaN) };
    const bytes = packed(value);
    const moved = new Uint8Array(bytes.byteLength + 3);
    moved.set(bytes, 3);
    expect(unpack(moved.subarray(3))).toStrictEqual(value);
  });

  test('keeps only what an array shows of a larger memory', () => {
    const large = new Float32Array(10_000).fill(7);
    const bytes = packed({ data: large.subarray(10, 12) });
    expect(bytes.byteLength).toBeLessThan(100);
    expect(unpack(bytes)).toStrictEqual({ data: Float32Array.of(7, 7) });
  });

  test('leaves out what is undefined', () => {
    expect(unpack(packed({ a: 1, b: undefined }))).toStrictEqual({ a: 1 });
  });

  test.each<[string, unknown]>([
    ['a function', () => 1],
    ['a function inside', { read: async () => null }],
    ['an object of a class', { when: new Date(0) }],
    ['a map', new Map([[1, 2]])],
    ['a hole in a list', [1, undefined]],
    ['half a surrogate pair', ['\ud800']],
    ['a prototype', JSON.parse('{"__proto__": 1}')],
  ])('refuses %s', (_, value) => {
    expect(pack(value)).toBeUndefined();
  });

  test('refuses what refers to itself', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(pack(circle)).toBeUndefined();
  });

  test('that is cut, continued or of a newer version is refused', () => {
    fc.assert(
      fc.property(plain, fc.nat(), (value, at) => {
        const bytes = packed({ value });
        expect(unpack(bytes.slice(0, at % bytes.byteLength))).toBeUndefined();
        expect(unpack(Uint8Array.from([...bytes, ...new Array(8).fill(0)]))).toBeUndefined();
        const newer = bytes.slice();
        newer[4] = 2;
        expect(unpack(newer)).toBeUndefined();
      }),
    );
  });

  test('that was altered is refused or something else, and never a crash', () => {
    fc.assert(
      fc.property(plain, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, by) => {
        const bytes = packed({ value });
        const place = at % bytes.byteLength;
        bytes[place] = (bytes[place] as number) ^ by;
        expect(() => unpack(bytes)).not.toThrow();
      }),
    );
  });
});

const space = { id: 'space', name: 'tiny', channels: 4, downscale: 8, multiple: 1 };
const point = tensor(Float32Array.of(-0, 1, 2, 3), [1, 4, 1, 1]);
const result = (outputs: Record<string, unknown>) => ({ outputs, warnings: ['Slow.'], files: [] });
const ports: Ports = { latents: port('latents', 'a point') };
const roundTrip = (of: Ports, outputs: Record<string, unknown>) => {
  const bytes = packResult(of, result(outputs))?.bytes();
  return bytes && unpackResult(of, bytes);
};

describe('results of nodes as bytes', () => {
  test('latents keep the memory of their sampler and what was drawn of their seed', () => {
    const drawn = { start: 0, before: 1, since: 3, seedOffset: 1, together: 4, first: 2, byStep: true };
    const history = { sampler: 'lms', memory: [{ value: point, level: CLEAN }], difference: point };
    const latents = { tensor: point, level: PURE_NOISE, space, history, drawn };
    expect(roundTrip(ports, { latents })).toStrictEqual(result({ latents }));
  });

  test.each<[string, Record<string, unknown>]>([
    ['a field that this program does not know', { tensor: point, level: CLEAN, space, newer: 1 }],
    ['a shape that its numbers do not fill', { tensor: { ...point, shape: [2, 4] }, level: CLEAN, space }],
    ['no space', { tensor: point, level: CLEAN }],
    ['a function in the memory of a sampler', { tensor: point, level: CLEAN, space, history: { step: () => 1 } }],
  ])('latents with %s are refused', (_, latents) => {
    expect(roundTrip(ports, { latents })).toBeUndefined();
  });

  test('are refused as outputs of another type or another number', () => {
    const bytes = packResult(ports, result({ latents: { tensor: point, level: CLEAN, space } }))?.bytes();
    if (!bytes) throw new Error('it was not packed');
    expect(unpackResult(ports, bytes)).toBeDefined();
    expect(unpackResult({ latents: port('image', 'another') }, bytes)).toBeUndefined();
    expect(unpackResult({ ...ports, more: port('number', 'another') }, bytes)).toBeUndefined();
    expect(unpackResult({}, bytes)).toBeUndefined();
  });

  test('are not kept where a handle is among them, where there are none, and where files are written', () => {
    const handles: PortType[] = ['model', 'vae', 'text_encoder', 'image_set', 'any'];
    expect(handles.filter(isData)).toEqual([]);
    expect(isKeepable({ outputs: { ...ports, model: port('model', 'a handle') } })).toBe(false);
    expect(isKeepable({ outputs: {} })).toBe(false);
    expect(isKeepable({ outputs: ports, effects: 'writes-files' })).toBe(false);
    expect(isKeepable({ outputs: ports, effects: 'reads-files' })).toBe(true);
  });
});

const keepable = [...nodeRegistry.keys()].filter((type) => isKeepable(nodeOf(type)));

test.each(keepable)('what %s gives comes back equal', async (type) => {
  const { outputs, examples } = nodeOf(type);
  for (const { parameters } of examples) {
    const given = await compute(type, wiresFor(type), parameters, fakeContext(filesOfDefaults));
    expect(roundTrip(outputs, given)?.outputs).toEqual(given);
  }
});
