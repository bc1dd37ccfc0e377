import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { readPngText } from './readPngText.ts';

const plain = encode({ width: 2, height: 2, data: new Uint8Array(16).fill(200), channels: 4, depth: 8 });
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A picture with one more chunk before its end; nobody here reads the checksum. */
function withChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  new DataView(chunk.buffer).setUint32(0, data.length);
  chunk.set(bytesOf(type), 4);
  chunk.set(data, 8);
  const end = plain.length - 12;
  return new Uint8Array([...plain.subarray(0, end), ...chunk, ...plain.subarray(end)]);
}

async function deflated(text: string): Promise<Uint8Array> {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const key = bytesOf('arcspace-workflow\0');
const read = (bytes: Uint8Array) => readPngText(bytes, 'arcspace-workflow');

describe('the text in a picture', () => {
  it('is read from a plain text chunk', async () => {
    expect(await read(withChunk('tEXt', new Uint8Array([...key, ...bytesOf('{"a":1}')])))).toBe('{"a":1}');
  });

  it('is read from an international one, in any script', async () => {
    const data = new Uint8Array([...key, 0, 0, ...bytesOf('en\0Workflow\0'), ...bytesOf('{"name":"Übergang 夜"}')]);
    expect(await read(withChunk('iTXt', data))).toBe('{"name":"Übergang 夜"}');
  });

  it('is read from compressed ones', async () => {
    const packed = await deflated('{"packed":true}');
    expect(await read(withChunk('zTXt', new Uint8Array([...key, 0, ...packed])))).toBe('{"packed":true}');
    const data = new Uint8Array([...key, 1, 0, 0, 0, ...packed]);
    expect(await read(withChunk('iTXt', data))).toBe('{"packed":true}');
  });

  it('is nothing in a picture without it, and in what is no picture', async () => {
    expect(await read(plain)).toBeUndefined();
    expect(await read(withChunk('tEXt', bytesOf('Comment\0hello')))).toBeUndefined();
    expect(await read(bytesOf('not a picture'))).toBeUndefined();
    expect(await read(new Uint8Array())).toBeUndefined();
  });

  it('is nothing when the file is cut off or damaged', async () => {
    const whole = withChunk('zTXt', new Uint8Array([...key, 0, 1, 2, 3, 4]));
    expect(await read(whole)).toBeUndefined();
    for (let length = 8; length < whole.length; length += 7) {
      expect(await read(whole.subarray(0, length))).toBeUndefined();
    }
  });
});
