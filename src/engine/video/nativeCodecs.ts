import { once } from '../once.ts';
import type {
  Codecs,
  DecodedFrame,
  DecoderSettings,
  EncodedPackets,
  EncoderSettings,
  FrameDecoder,
  FrameEncoder,
  Packet,
  RawFrame,
} from './codecs.ts';

/** What is used of WebCodecs, whose types are those of browsers. */
interface WebCodecs {
  readonly VideoDecoder: typeof VideoDecoder;
  readonly VideoEncoder: typeof VideoEncoder;
  readonly VideoFrame: typeof VideoFrame;
  readonly EncodedVideoChunk: typeof EncodedVideoChunk;
}

/** The user's own: its licence, the GPL, keeps it from being a dependency. A variable, so that it is not looked for before it is needed. */
const ffmpegPackage = '@napi-rs/webcodecs';

/**
 * FFmpeg behind the interface of WebCodecs. It attaches times to frames in the order of the packets, which is not that of the
 * frames: its times are not used.
 * @throws where it is not installed for this system
 */
export const loadLibrary = once(async (): Promise<WebCodecs> => import(/* @vite-ignore */ ffmpegPackage));

export const nativeCodecs: Codecs = { decoder: openDecoder, encoder: openEncoder };

/** Results that come by callbacks, and the wait for the work behind them. */
class Arrivals<Item> {
  private items: Item[] = [];
  private fault: Error | undefined;
  readonly add = (item: Item): void => {
    this.items.push(item);
  };
  readonly fail = (fault: Error): void => {
    this.fault ??= fault;
  };

  /** What has come until now. @throws the fault, where there was one. */
  take(): Item[] {
    if (this.fault) throw this.fault;
    return this.items.splice(0);
  }

  /** Waits until a codec has no more than `most` packets or frames before it. */
  async until(waiting: () => number, most: number): Promise<void> {
    while (waiting() > most && !this.fault) await nextTurn();
    await nextTurn();
  }
}

/** Callbacks of the library come between turns; the timer keeps the process alive meanwhile, which the library does not. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

async function withTimer<Result>(work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => undefined, 1000);
  return work.finally(() => clearInterval(timer));
}

async function openDecoder(settings: DecoderSettings): Promise<FrameDecoder> {
  const { VideoDecoder, EncodedVideoChunk } = await loadLibrary();
  const arrived = new Arrivals<VideoFrame>();
  const decoder = new VideoDecoder({ output: arrived.add, error: arrived.fail });
  decoder.configure({ ...settings });
  const chunk = ({ key, timestamp, duration, data }: Packet) =>
    new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, duration, data });
  return {
    async decode(packets, skip) {
      for (const packet of packets) decoder.decode(chunk(packet));
      await arrived.until(() => decoder.decodeQueueSize, 0);
      return copied(arrived.take(), skip);
    },
    async flush(skip) {
      await withTimer(decoder.flush());
      await nextTurn();
      return copied(arrived.take(), skip);
    },
    close: () => {
      if (decoder.state !== 'closed') decoder.close();
    },
  };
}

/** The frames, without the pixels of the first `skip`. Gives the decoder's memory back. */
function copied(frames: readonly VideoFrame[], skip: number): Promise<DecodedFrame[]> {
  return Promise.all(
    frames.map(async (frame, index) => {
      try {
        return { frame: index < skip ? null : await rawFrame(frame) };
      } finally {
        frame.close();
      }
    }),
  );
}

async function rawFrame(frame: VideoFrame): Promise<RawFrame> {
  const data = new Uint8Array(frame.allocationSize());
  const layout = await frame.copyTo(data);
  const { primaries, transfer, matrix, fullRange } = frame.colorSpace;
  return {
    format: frame.format ?? 'unknown',
    width: frame.visibleRect?.width ?? frame.codedWidth,
    height: frame.visibleRect?.height ?? frame.codedHeight,
    colour: {
      primaries: primaries ?? null,
      transfer: transfer ?? null,
      matrix: matrix ?? null,
      fullRange: fullRange ?? null,
    },
    data,
    planes: layout.map(({ offset, stride }) => ({ offset, stride })),
  };
}

/** Frames that may wait for an encoder, so that it has something to do while the next is made. */
const waitingFrames = 3;

async function openEncoder(settings: EncoderSettings): Promise<FrameEncoder> {
  const { VideoEncoder, VideoFrame } = await loadLibrary();
  const arrived = new Arrivals<readonly [EncodedVideoChunk, EncodedVideoChunkMetadata | undefined]>();
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => arrived.add([chunk, metadata]),
    error: arrived.fail,
  });
  encoder.configure({ ...settings });
  return {
    async encode({ data, format, width, height, colour }, { timestamp, duration, key }) {
      const frame = new VideoFrame(data, {
        format,
        codedWidth: width,
        codedHeight: height,
        timestamp,
        duration,
        colorSpace: colour,
      } as VideoFrameBufferInit);
      encoder.encode(frame, { keyFrame: key });
      frame.close();
      await arrived.until(() => encoder.encodeQueueSize, waitingFrames);
      return encoded(arrived.take());
    },
    async flush() {
      await withTimer(encoder.flush());
      await nextTurn();
      return encoded(arrived.take());
    },
    close: () => {
      if (encoder.state !== 'closed') encoder.close();
    },
  };
}

function encoded(
  chunks: readonly (readonly [EncodedVideoChunk, EncodedVideoChunkMetadata | undefined])[],
): EncodedPackets {
  const settings = chunks.map(([, metadata]) => metadata?.decoderConfig).find((config) => config !== undefined);
  return {
    packets: chunks.map(([chunk]) => packetOf(chunk)),
    ...(settings && { settings: settings as DecoderSettings }),
  };
}

function packetOf(chunk: EncodedVideoChunk): Packet {
  const data = new Uint8Array(chunk.byteLength);
  chunk.copyTo(data);
  return { key: chunk.type === 'key', timestamp: chunk.timestamp, duration: chunk.duration ?? 0, data };
}
