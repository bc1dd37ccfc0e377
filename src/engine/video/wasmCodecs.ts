import type { Frame, LibAV, Packet as LibavPacket } from '@libav.js/variant-webm-vp9';
import { once } from '../once.ts';
import type {
  Codecs,
  DecoderSettings,
  EncodedPackets,
  EncoderSettings,
  FrameDecoder,
  FrameEncoder,
  Packet,
  RawFrame,
} from './codecs.ts';

/** libvpx in WebAssembly, which every system has: VP8 and VP9. Loaded with the first film. */
const library = once(async (): Promise<LibAV> => {
  const { default: wrapper } = await import('@libav.js/variant-webm-vp9');
  const libav = await wrapper.LibAV({ noworker: true, nothreads: true });
  // What it says of damage comes back as an error, too.
  await libav.av_log_set_level(libav.AV_LOG_QUIET);
  return libav;
});

export const wasmCodecs: Codecs = { decoder: openDecoder, encoder: openEncoder };

const decoders: readonly (readonly [codec: RegExp, name: string])[] = [
  [/^vp8/, 'libvpx'],
  // Profiles 1 to 3 have other formats, 10 and 12 bits among them, which this build does not show.
  [/^vp09\.00/, 'libvpx-vp9'],
];

/** Whether this library decodes a codec, as WebCodecs names it. */
export function decodedByWasm(codec: string): boolean {
  return decoders.some(([pattern]) => pattern.test(codec));
}

const said = { matrix: null, transfer: null, primaries: null, fullRange: null };

async function openDecoder({ codec }: DecoderSettings): Promise<FrameDecoder> {
  const libav = await library();
  const name = decoders.find(([pattern]) => pattern.test(codec))?.[1] ?? 'libvpx-vp9';
  const [, context, packet, frame] = await libav.ff_init_decoder(name);
  return {
    async decode(packets, skip) {
      const frames = await libav.ff_decode_multi(context, packet, frame, packets.map(forDecoder));
      return frames.map((each, index) => ({ frame: index < skip ? null : rawFrame(each), timestamp: timeOf(each) }));
    },
    // libvpx gives every frame with its packet: there is nothing to wait for.
    flush: async () => [],
    close: () => void libav.ff_free_decoder(context, packet, frame),
  };
}

function forDecoder({ data, key, timestamp }: Packet): LibavPacket {
  const [pts, ptshi] = halvesOf(timestamp);
  return { data, pts, ptshi, dts: pts, dtshi: ptshi, flags: key ? 1 : 0, stream_index: 0 };
}

/** Times of 64 bits as the library takes them. */
function halvesOf(time: number): [low: number, high: number] {
  return [time | 0, Math.floor(time / 2 ** 32)];
}

function timeOf({ pts = 0, ptshi = 0 }: Pick<LibavPacket, 'pts' | 'ptshi'>): number {
  return ptshi * 2 ** 32 + (pts >>> 0);
}

function packetOf({ data, flags = 0, pts = 0, ptshi = 0 }: LibavPacket): Packet {
  return { data, key: (flags & 1) === 1, timestamp: timeOf({ pts, ptshi }), duration: 0 };
}

function rawFrame({ data, layout = [], width = 0, height = 0 }: Frame): RawFrame {
  return { format: 'I420', width, height, colour: said, data: data as Uint8Array, planes: layout };
}

/** In a second: what times are counted in. */
const microseconds = 1_000_000;

async function openEncoder({ width, height, bitrate, framerate, latencyMode }: EncoderSettings): Promise<FrameEncoder> {
  const libav = await library();
  const rate = Math.round(framerate * 1000);
  const [, context, frame, packet] = await libav.ff_init_encoder('libvpx-vp9', {
    ctx: {
      bit_rate: bitrate,
      pix_fmt: libav.AV_PIX_FMT_YUV420P,
      width,
      height,
      framerate_num: rate,
      framerate_den: 1000,
    },
    time_base: [1, microseconds],
    // Without threads and vector instructions the better modes take half a second for each small frame.
    options: { deadline: 'realtime', 'cpu-used': latencyMode === 'quality' ? '5' : '8' },
  });
  const settings: DecoderSettings = { codec: 'vp09.00.51.08', codedWidth: width, codedHeight: height };
  const encode = async (frames: Frame[], last: boolean): Promise<EncodedPackets> => {
    const packets = await libav.ff_encode_multi(context, frame, packet, frames, last);
    return { packets: packets.map(packetOf), settings };
  };
  return {
    encode({ data, planes }, { timestamp, key }) {
      const [pts, ptshi] = halvesOf(timestamp);
      const format = { format: libav.AV_PIX_FMT_YUV420P, width, height, time_base_num: 1, time_base_den: microseconds };
      return encode([{ data, layout: [...planes], ...format, pts, ptshi, ...(key && { pict_type: 1 }) }], false);
    },
    flush: () => encode([], true),
    close: () => void libav.ff_free_encoder(context, frame, packet),
  };
}
