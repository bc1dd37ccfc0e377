import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Picture } from '../graph/events.ts';
import { decodeMessage, encodeMessage } from './codec.ts';
import type { Message } from './message.ts';
import { parseMessage } from './message.ts';

const safeKey = fc.string({ maxLength: 12 }).filter((key) => key !== '__proto__');
const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    // MessagePack writes -0 as the whole number 0.
    fc.double().map((value) => value + 0),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    fc.array(tie('plain'), { maxLength: 5 }),
    fc.dictionary(safeKey, tie('plain'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

const id = fc.nat();
const name = fc.string({ minLength: 1, maxLength: 64 });
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ kind: fc.constant('call' as const), id, name, args: plain }),
  fc.record({ kind: fc.constant('result' as const), id, result: plain }),
  fc.record({ kind: fc.constant('event' as const), name, event: plain }),
);

describe('messages as bytes', () => {
  test('come back as they went, whatever plain data they carry', () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(parseMessage(decodeMessage(encodeMessage(sent)))).toEqual(sent);
      }),
    );
  });

  test('the pixels of a picture arrive as the same bytes', () => {
    const picture: Picture = {
      width: 2,
      height: 1,
      frames: 1,
      rgba: new Uint8ClampedArray([1, 2, 3, 255, 4, 5, 6, 255]),
    };
    const back = parseMessage(decodeMessage(encodeMessage({ kind: 'event', name: 'run', event: picture })));
    expect(back).toMatchObject({ event: { rgba: new Uint8Array([1, 2, 3, 255, 4, 5, 6, 255]) } });
  });

  test('what is absent and what is undefined are the same', () => {
    const back = decodeMessage(encodeMessage({ kind: 'result', id: 1, result: { a: undefined, b: 1 } }));
    expect(back).toEqual({ kind: 'result', id: 1, result: { b: 1 } });
  });

  test('any bytes at all are either a message or refused, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => parseMessage(decodeMessage(bytes))).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test('bytes that end early are refused at every length', () => {
    const whole = encodeMessage({ kind: 'call', id: 1, name: 'readFile', args: { path: 'a' } });
    for (let length = 0; length < whole.length; length++) {
      expect(parseMessage(decodeMessage(whole.subarray(0, length)))).toBeUndefined();
    }
  });

  test('a key that would reach the prototype is refused', () => {
    const sent = encode({ kind: 'call', id: 1, name: 'memory', args: JSON.parse('{"__proto__": {"polluted": 1}}') });
    expect(decodeMessage(sent)).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('an array that claims to be larger than memory is refused before it is made', () => {
    expect(decodeMessage(new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff]))).toBeUndefined();
  });
});
