import { decode, encode } from '@msgpack/msgpack';
import { ArcspaceError } from '../graph/problem.ts';
import type { Message } from './message.ts';

/** Of one message. A batch of 64 pictures of 1024 x 1024 pixels is 256 MiB. */
const MESSAGE_LIMIT = 320 * 1024 * 1024;

/**
 * A message as bytes for a WebSocket: MessagePack, typed arrays of bytes as they are. Absent and undefined are the same.
 * @throws ArcspaceError when it is too large or holds what is not plain data.
 */
export function encodeMessage(message: Message): Uint8Array<ArrayBuffer> {
  const bytes = encode(message, { ignoreUndefined: true, maxDepth: 200 });
  if (bytes.byteLength > MESSAGE_LIMIT) throw tooLarge(bytes.byteLength);
  return bytes;
}

/** Any plain data that the bytes hold, bytes as Uint8Array; undefined when they are not MessagePack. */
export function decodeMessage(bytes: Uint8Array): unknown {
  if (bytes.byteLength > MESSAGE_LIMIT) return undefined;
  try {
    return decode(bytes, { maxArrayLength: 10_000_000, maxMapLength: 1_000_000, maxExtLength: 12 });
  } catch {
    return undefined;
  }
}

function tooLarge(bytes: number): ArcspaceError {
  const size = Math.round(bytes / 1024 / 1024);
  return new ArcspaceError(
    'message-too-large',
    `What the engine answers is ${size} MiB, more than one message can carry.`,
    'Show fewer or smaller pictures at once.',
  );
}
