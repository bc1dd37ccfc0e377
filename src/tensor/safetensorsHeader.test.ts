import { describe, expect, test } from 'vitest';
import { parseSafetensors, serializeSafetensors } from './safetensors.ts';
import { tensor } from './tensor.ts';
import { safetensorsFile } from './testing/safetensorsFile.ts';
import { finish } from './work.ts';

const one = (value: number) => tensor(Float32Array.of(value), [1]);
const bytes = (begin: number, end: number, shape = [end - begin]) => ({
  dtype: 'U8',
  shape,
  data_offsets: [begin, end],
});

/** The header's text as it stands in the file, padding included. */
function headerOf(file: Uint8Array): string {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  return new TextDecoder().decode(file.subarray(8, 8 + length));
}

describe('the header of a written file', () => {
  const tensors = new Map([
    ['b', one(2)],
    ['a', one(1)],
  ]);

  test('lists tensors and metadata by the alphabet', () => {
    const header = JSON.parse(headerOf(finish(serializeSafetensors(tensors, { y: '2', x: '1' }))));
    expect(Object.keys(header)).toEqual(['__metadata__', 'a', 'b']);
    expect(Object.keys(header.__metadata__)).toEqual(['x', 'y']);
    expect(header.a).toEqual({ dtype: 'F32', shape: [1], data_offsets: [0, 4] });
    expect(header.b).toEqual({ dtype: 'F32', shape: [1], data_offsets: [4, 8] });
  });

  test('has no metadata where none is given', () => {
    expect(headerOf(finish(serializeSafetensors(tensors)))).not.toContain('__metadata__');
  });

  test('is filled up with fewer than eight spaces', () => {
    const header = headerOf(finish(serializeSafetensors(tensors)));
    expect(header.length % 8).toBe(0);
    expect(header.length - header.trimEnd().length).toBeLessThan(8);
  });
});

describe('a file of others is read', () => {
  test('with its header over several lines', () => {
    const header = JSON.stringify({ x: bytes(0, 1) }, null, '\t').replaceAll('\n', '\r\n');
    expect(finish(parseSafetensors(safetensorsFile(header, [7]))).tensors.get('x')?.data).toEqual(Float32Array.of(7));
  });

  test('with its tensors listed in another order than they lie in', () => {
    const { tensors } = finish(
      parseSafetensors(safetensorsFile({ x: bytes(2, 3), y: bytes(0, 1), z: bytes(1, 2) }, [1, 2, 3])),
    );
    expect([...tensors].map(([name, { data }]) => [name, ...data])).toEqual([
      ['x', 3],
      ['y', 1],
      ['z', 2],
    ]);
  });

  test.each([
    ['before', { empty: bytes(0, 0), full: bytes(0, 2) }],
    ['after', { full: bytes(0, 2), empty: bytes(0, 0) }],
    ['at the end of', { full: bytes(0, 2), empty: bytes(2, 2) }],
  ])('with an empty tensor %s a full one', (_, header) => {
    const { tensors } = finish(parseSafetensors(safetensorsFile(header, [5, 6])));
    expect(tensors.get('empty')?.data).toEqual(new Float32Array(0));
    expect(tensors.get('full')?.data).toEqual(Float32Array.of(5, 6));
  });

  test('with numbers of double precision, rounded', () => {
    const tenth = new Uint8Array(Float64Array.of(0.1).buffer);
    const file = safetensorsFile({ x: { dtype: 'F64', shape: [1], data_offsets: [0, 8] } }, tenth);
    expect(finish(parseSafetensors(file)).tensors.get('x')?.data).toEqual(Float32Array.of(0.1));
  });
});

describe('what is wrong with a header is said', () => {
  test.each([
    [
      'an unknown dtype',
      { x: { ...bytes(0, 0), dtype: 'Q4' } },
      'unknown dtype Q4; known are F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, ',
    ],
    ['a tensor that is null', { x: null }, 'tensor "x" is not described by an object'],
    ['one negative length among others', { x: bytes(0, 0, [2, -1]) }, 'tensor "x" has no valid shape'],
    ['half an element', { x: bytes(0, 0, [0.5]) }, 'tensor "x" has no valid shape'],
    ['three offsets', { x: { ...bytes(0, 0), data_offsets: [0, 0, 0] } }, 'tensor "x" has no valid data_offsets'],
    [
      'a shape of other size',
      { x: bytes(0, 4), y: bytes(4, 8, [1, 3]) },
      '"y" of shape [1, 3] needs 3 bytes, its offsets span 4',
    ],
    ['a hole in the middle', { x: bytes(0, 2), y: bytes(5, 8) }, '3 bytes before tensor "y" belong to no tensor'],
    ['three that overlap', { x: bytes(0, 2), y: bytes(2, 5), z: bytes(4, 8) }, 'tensors "y" and "z" overlap'],
    ['bytes left over', { x: bytes(0, 3) }, '5 bytes at its end belong to no tensor'],
    ['metadata that is a list', { __metadata__: [], x: bytes(0, 8) }, 'its __metadata__ is not an object'],
    ['metadata that is null', { __metadata__: null, x: bytes(0, 8) }, 'its __metadata__ is not an object'],
  ])('%s', (_, header, reason) => {
    expect(() => finish(parseSafetensors(safetensorsFile(header, new Uint8Array(8))))).toThrow(reason);
  });

  test('one longer than the format allows, before it is read', () => {
    const file = new Uint8Array(100_000_009);
    new DataView(file.buffer).setBigUint64(0, 100_000_001n, true);
    expect(() => finish(parseSafetensors(file))).toThrow(
      'its header of 100000001 bytes is longer than the format allows',
    );
  });

  test('and what the parser of JSON said is kept as the cause', () => {
    const thrown = (header: unknown): unknown => {
      try {
        return finish(parseSafetensors(safetensorsFile(header)));
      } catch (error) {
        return error;
      }
    };
    expect(thrown('{"a":')).toMatchObject({ cause: expect.any(SyntaxError) });
    expect(thrown([])).not.toHaveProperty('cause');
  });
});
