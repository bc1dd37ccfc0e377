import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RawFrame } from './codecs.ts';

/** What the library was asked for, in order. */
let asked: unknown[] = [];
/** What it says in place of the next frames or packets. */
let fault: Error | undefined;

/** A codec that is done with each packet or frame a moment later, as FFmpeg is. */
class Codec {
  state = 'unconfigured';
  waiting = 0;
  constructor(readonly callbacks: { output: (...made: never[]) => void; error: (fault: Error) => void }) {
    codecs.push(this);
  }
  configure(settings: object): void {
    asked.push(['configure', settings]);
    this.state = 'configured';
  }
  take(made: readonly unknown[]): void {
    this.waiting++;
    setTimeout(() => {
      this.waiting--;
      if (fault) this.callbacks.error(fault);
      else this.callbacks.output(...(made as never[]));
    }, 5);
  }
  async flush(): Promise<void> {
    asked.push('flush');
    while (this.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  close(): void {
    if (this.state === 'closed') throw new Error('It is closed already.');
    this.state = 'closed';
    asked.push('close');
  }
}
const codecs: Codec[] = [];

const colorSpace = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt470bg', fullRange: true };
const frameOf = (more: object = {}) => ({
  format: 'I420',
  codedWidth: 16,
  codedHeight: 8,
  visibleRect: { width: 12, height: 6 },
  colorSpace,
  allocationSize: () => 3,
  copyTo: async (data: Uint8Array) => {
    data.set([7, 8, 9]);
    return [{ offset: 1, stride: 2, more: 'unknown' }];
  },
  close: () => asked.push('frame closed'),
  ...more,
});
let frame = frameOf();

const chunkOf = (type: string, more: object = {}) => ({
  type,
  timestamp: 40,
  duration: 20,
  byteLength: 2,
  copyTo: (data: Uint8Array) => data.set([5, 6]),
  ...more,
});
let chunk = chunkOf('key');
let metadata: object | undefined;

class VideoDecoder extends Codec {
  get decodeQueueSize() {
    return this.waiting;
  }
  decode(packet: object): void {
    asked.push(['decode', packet]);
    this.take([frame]);
  }
}
class VideoEncoder extends Codec {
  get encodeQueueSize() {
    return this.waiting;
  }
  encode(given: { readonly made: unknown }, options: object): void {
    asked.push(['encode', given.made, options]);
    this.take([chunk, metadata]);
  }
}
class VideoFrame {
  readonly made: unknown;
  constructor(data: Uint8Array, settings: object) {
    this.made = [data, settings];
  }
  close = () => asked.push('frame closed');
}
class EncodedVideoChunk {
  constructor(settings: object) {
    Object.assign(this, settings);
  }
}
vi.mock('@napi-rs/webcodecs', () => ({ VideoDecoder, VideoEncoder, VideoFrame, EncodedVideoChunk }));
const { nativeCodecs } = await import('./nativeCodecs.ts');

beforeEach(() => {
  asked = [];
  fault = undefined;
  frame = frameOf();
  chunk = chunkOf('key');
  metadata = undefined;
  codecs.length = 0;
});

const packet = (timestamp: number, key = false) => ({ key, timestamp, duration: 20, data: Uint8Array.of(1, 2) });
const settings = { codec: 'avc1.64001f', codedWidth: 12, codedHeight: 6, description: Uint8Array.of(3) };
const raw: RawFrame = {
  format: 'I420',
  width: 12,
  height: 6,
  colour: colorSpace,
  data: Uint8Array.of(7, 8, 9),
  planes: [{ offset: 1, stride: 2 }],
};

describe('a decoder', () => {
  it('is told of the film, gets packets as they come, and gives the frames of all of them', async () => {
    const decoder = await nativeCodecs.decoder(settings);
    expect(await decoder.decode([packet(0, true), packet(20)], 0)).toEqual([{ frame: raw }, { frame: raw }]);
    const common = { duration: 20, data: Uint8Array.of(1, 2) };
    expect(asked).toEqual([
      ['configure', settings],
      ['decode', { ...common, type: 'key', timestamp: 0 }],
      ['decode', { ...common, type: 'delta', timestamp: 20 }],
      'frame closed',
      'frame closed',
    ]);
  });

  it('copies no pixels of what is skipped, and gives its memory back all the same', async () => {
    const decoder = await nativeCodecs.decoder(settings);
    expect(await decoder.decode([packet(0, true), packet(20), packet(40)], 2)).toEqual([
      { frame: null },
      { frame: null },
      { frame: raw },
    ]);
    expect(asked.filter((each) => each === 'frame closed')).toHaveLength(3);
  });

  it('gives the rest when it is flushed, and nothing twice', async () => {
    const decoder = await nativeCodecs.decoder(settings);
    await decoder.decode([packet(0, true)], 0);
    codecs[0]?.take([frame]);
    codecs[0]?.take([frame]);
    expect(await decoder.flush(1)).toEqual([{ frame: null }, { frame: raw }]);
    expect(asked).toContain('flush');
    expect(await decoder.flush(0)).toEqual([]);
  });

  it('says what a film does not say', async () => {
    const unsaid = { primaries: undefined, transfer: undefined, matrix: undefined, fullRange: undefined };
    frame = frameOf({ format: null, visibleRect: null, colorSpace: unsaid });
    const decoder = await nativeCodecs.decoder(settings);
    expect(await decoder.decode([packet(0, true)], 0)).toEqual([
      {
        frame: {
          ...raw,
          format: 'unknown',
          width: 16,
          height: 8,
          colour: { primaries: null, transfer: null, matrix: null, fullRange: null },
        },
      },
    ]);
  });

  it('keeps "no" apart from nothing said', async () => {
    frame = frameOf({ colorSpace: { ...colorSpace, fullRange: false } });
    const decoder = await nativeCodecs.decoder(settings);
    const [first] = await decoder.decode([packet(0, true)], 0);
    expect(first?.frame?.colour.fullRange).toBe(false);
  });

  it('throws what the codec says, the first of it, and waits for nothing more', async () => {
    const decoder = await nativeCodecs.decoder(settings);
    fault = new Error('No such picture.');
    const failing = decoder.decode([packet(0, true)], 0);
    await expect(failing).rejects.toBe(fault);
    const first = fault;
    fault = new Error('Another.');
    await expect(decoder.decode([packet(20)], 0)).rejects.toBe(first);
  });

  it('gives the memory of a frame back whose pixels cannot be copied', async () => {
    frame = frameOf({ copyTo: () => Promise.reject(new Error('No pixels.')) });
    const decoder = await nativeCodecs.decoder(settings);
    await expect(decoder.decode([packet(0, true)], 0)).rejects.toThrow('No pixels.');
    expect(asked).toContain('frame closed');
  });

  it('is closed once, however often it is asked to', async () => {
    const decoder = await nativeCodecs.decoder(settings);
    decoder.close();
    decoder.close();
    expect(asked.filter((each) => each === 'close')).toHaveLength(1);
  });
});

describe('an encoder', () => {
  const told = { codec: 'vp09', width: 12, height: 6, bitrate: 1e6, framerate: 50, latencyMode: 'quality' } as const;
  const at = { timestamp: 40, duration: 20, key: true };
  const packets = [{ key: true, timestamp: 40, duration: 20, data: Uint8Array.of(5, 6) }];

  it('is told of the film, gets frames with their times and colours, and closes them', async () => {
    const encoder = await nativeCodecs.encoder(told);
    expect(await encoder.encode(raw, at)).toEqual({ packets: [] });
    expect(await encoder.flush()).toEqual({ packets });
    const frameSettings = {
      format: 'I420',
      codedWidth: 12,
      codedHeight: 6,
      timestamp: 40,
      duration: 20,
      colorSpace,
    };
    expect(asked).toEqual([
      ['configure', told],
      ['encode', [raw.data, frameSettings], { keyFrame: true }],
      'frame closed',
      'flush',
    ]);
  });

  it('has no more than three frames waiting when the next comes', async () => {
    const encoder = await nativeCodecs.encoder(told);
    let count = 0;
    for (let i = 0; i < 12; i++) {
      count += (await encoder.encode(raw, { ...at, key: false })).packets.length;
      expect(codecs[0]?.waiting).toBeLessThanOrEqual(3);
    }
    count += (await encoder.flush()).packets.length;
    expect(count).toBe(12);
    expect(asked).toContainEqual(['encode', expect.anything(), { keyFrame: false }]);
  });

  it('says what decoders have to be told, where it knows', async () => {
    const encoder = await nativeCodecs.encoder(told);
    await encoder.encode(raw, at);
    metadata = {};
    await encoder.encode(raw, at);
    metadata = { decoderConfig: settings };
    await encoder.encode(raw, at);
    expect((await encoder.flush()).settings).toEqual(settings);
    chunk = chunkOf('delta', { duration: null });
    metadata = {};
    await encoder.encode(raw, at);
    expect(await encoder.flush()).toEqual({
      packets: [{ key: false, timestamp: 40, duration: 0, data: Uint8Array.of(5, 6) }],
    });
  });

  it('throws what the codec says', async () => {
    const encoder = await nativeCodecs.encoder(told);
    fault = new Error('No room.');
    await encoder.encode(raw, at);
    await expect(encoder.flush()).rejects.toBe(fault);
  });

  it('is closed once, however often it is asked to', async () => {
    const encoder = await nativeCodecs.encoder(told);
    encoder.close();
    encoder.close();
    expect(asked.filter((each) => each === 'close')).toHaveLength(1);
  });
});
