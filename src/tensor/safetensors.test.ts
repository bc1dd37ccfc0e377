import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TorchGenerator } from './random.ts';
import { parseSafetensors, serializeSafetensors } from './safetensors.ts';
import { SafetensorsError } from './safetensorsHeader.ts';
import { tensor } from './tensor.ts';
import { safetensorsFile as file } from './testing/safetensorsFile.ts';
import { finish } from './work.ts';

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('what is written is read back', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !['__metadata__', '__proto__'].includes(text));
  const tensors = fc.dictionary(name, fc.float32Array({ maxLength: 20 }), { maxKeys: 5, noNullPrototype: true });

  test('whatever names and values', () => {
    fc.assert(
      fc.property(
        tensors,
        fc.dictionary(name, fc.string(), { maxKeys: 3, noNullPrototype: true }),
        (values, metadata) => {
          const written = new Map(Object.entries(values).map(([key, data]) => [key, tensor(data, [data.length])]));
          const read = finish(parseSafetensors(finish(serializeSafetensors(written, metadata))));
          expect(new Map(read.tensors)).toEqual(written);
          expect(read.metadata).toEqual(metadata);
        },
      ),
    );
  });

  test('in the same bytes whatever the order, with the data on an 8-byte boundary', () => {
    const a = tensor(Float32Array.of(1), []);
    const b = tensor(Float32Array.of(2, 3), [1, 2]);
    const bytes = finish(
      serializeSafetensors(
        new Map([
          ['b', b],
          ['a', a],
        ]),
      ),
    );
    expect(bytes).toEqual(
      finish(
        serializeSafetensors(
          new Map([
            ['a', a],
            ['b', b],
          ]),
        ),
      ),
    );
    expect((bytes.length - 12) % 8).toBe(0);
  });

  test.each(['__metadata__', '__proto__'])('but no tensor can be called %s', (reserved) => {
    const tensors = new Map([[reserved, tensor(Float32Array.of(1), [1])]]);
    expect(() => finish(serializeSafetensors(tensors))).toThrow(`cannot be called ${reserved}`);
  });
});

test.each([
  ['F64', [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], 1.5],
  ['F32', [0, 0, 0xc0, 0x3f], 1.5],
  ['F16', [0, 0x3e], 1.5],
  ['F16', [1, 0], 2 ** -24],
  ['F16', [0, 0xfc], Number.NEGATIVE_INFINITY],
  ['BF16', [0xc0, 0x3f], 1.5],
  ['I64', [0xfe, 255, 255, 255, 255, 255, 255, 255], -2],
  ['U8', [200], 200],
  ['F8_E4M3', [0x3c], 1.5],
  ['F8_E5M2', [0x3e], 1.5],
  ['I32', [0xfe, 255, 255, 255], -2],
  ['I16', [0xfe, 255], -2],
  ['I8', [0xfe], -2],
  ['U64', [200, 0, 0, 0, 0, 0, 0, 0], 200],
  ['U32', [0, 0, 0, 128], 2 ** 31],
  ['U16', [0, 128], 2 ** 15],
  ['BOOL', [1], 1],
])('%s arrives as float32', (dtype, bytes, value) => {
  const header = { x: { dtype, shape: [1], data_offsets: [0, bytes.length] } };
  expect(finish(parseSafetensors(file(header, bytes))).tensors.get('x')?.data).toEqual(Float32Array.of(value));
});

describe('a broken file is refused with the reason', () => {
  test.each([
    ['too short for a header length', new Uint8Array(4), 'too few for a header length'],
    ['a header longer than the file', file('{}').slice(0, 9), 'reaches beyond the end'],
    ['an absurd header length', new Uint8Array(8).fill(255), 'reaches beyond the end'],
    ['no JSON', file('{"a":'), 'not JSON'],
    ['no UTF-8', new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe]), 'not JSON in UTF-8'],
    ['a list', file([]), 'not a JSON object'],
    ['a __proto__ key', file('{"__proto__":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}'), '__proto__'],
    ['a tensor that is no object', file({ x: 3 }), 'tensor "x" is not described by an object'],
    ['an unknown dtype', file({ x: { dtype: 'Q4', shape: [0], data_offsets: [0, 0] } }), 'unknown dtype Q4'],
    ['a negative shape', file({ x: { dtype: 'U8', shape: [-1], data_offsets: [0, 0] } }), 'no valid shape'],
    ['one offset', file({ x: { dtype: 'U8', shape: [0], data_offsets: [0] } }), 'no valid data_offsets'],
    ['too few bytes for a shape', file({ x: f32(0, 4, [2]) }, new Uint8Array(4)), 'needs 8 bytes, its offsets span 4'],
    ['offsets beyond the data', file({ x: f32(0, 8) }, new Uint8Array(4)), 'reaches byte 8 of 4'],
    ['overlapping tensors', file({ x: f32(0, 8), y: f32(4, 8) }, new Uint8Array(8)), 'tensors "x" and "y" overlap'],
    ['a hole', file({ x: f32(4, 8) }, new Uint8Array(8)), '4 bytes before tensor "x" belong to no tensor'],
    ['bytes left over', file({ x: f32(0, 4) }, new Uint8Array(8)), '4 bytes at its end belong to no tensor'],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }), '__metadata__ entry "a" is not text'],
    [
      'an integer that float32 cannot hold',
      file({ x: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, [1, 0, 0, 1, 0, 0, 0, 0]),
      'holds 16777217, which float32 cannot hold exactly',
    ],
  ])('%s', (_, bytes, reason) => {
    expect(() => finish(parseSafetensors(bytes))).toThrow(reason);
    expect(() => finish(parseSafetensors(bytes))).toThrow('not a valid safetensors file');
  });

  test('no bytes at all make anything but a result or a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          finish(parseSafetensors(bytes));
        } catch (error) {
          expect(String(error)).toContain('not a valid safetensors file');
        }
      }),
    );
  });
});

/** More with ARCSPACE_FUZZ=20000. */
const mutations = Number(process.env.ARCSPACE_FUZZ ?? 500);

test(`${mutations} changed files are read, or refused with a reason`, () => {
  const sound = finish(
    serializeSafetensors(
      new Map([
        ['a', tensor(Float32Array.of(1, 2, 3, 4), [2, 2])],
        ['b', tensor(new Float32Array(100), [1, 4, 5, 5])],
      ]),
      { space: 'tests' },
    ),
  );
  const random = new TorchGenerator(1);
  const below = (count: number) => random.randint(0, count, 1)[0] as number;
  const interesting = [0, 1, 0x22, 0x2c, 0x2d, 0x30, 0x39, 0x5b, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xff];
  let refused = 0;
  for (let round = 0; round < mutations; round++) {
    const bytes = sound.slice(0, below(8) === 0 ? below(sound.length) : sound.length);
    for (let change = 1 + below(3); change > 0 && bytes.length > 0; change--) {
      // Mostly in the header: numbers of the data may be anything.
      bytes[below(Math.min(bytes.length, 220))] = interesting[below(interesting.length)] as number;
    }
    try {
      finish(parseSafetensors(bytes));
    } catch (thrown) {
      refused++;
      expect(thrown, `round ${round}`).toBeInstanceOf(SafetensorsError);
    }
  }
  expect(refused).toBeGreaterThan(mutations / 4);
}, 3_600_000);
