import type { EncodedVideoPacketSource, Output } from 'mediabunny';
import type { FilmEncoding } from '../../graph/context.ts';
import { filmKeyword } from '../../graph/filmText.ts';
import { asciiJson } from '../../graph/png/asciiJson.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Codecs, EncodedPackets, EncoderSettings, FrameEncoder } from './codecs.ts';
import { container } from './container.ts';
import { type CopiedSound, openSound } from './copiedSound.ts';
import { frameOfTensor, savedColour } from './frameOfTensor.ts';

export interface FilmToWrite {
  /** The file, which is not there yet. */
  readonly to: string;
  readonly frames: AsyncIterable<Tensor>;
  readonly encoding: FilmEncoding;
  /** Text of the workflow that made it. */
  readonly workflow: string;
  readonly codecs: Codecs;
  /** File and place of the sound that is copied. */
  readonly sound?: { readonly file: string; readonly path: string; readonly from: number };
  readonly signal: AbortSignal;
}

/** Seconds between key frames: as far as a player has to go back when somebody looks for a place. */
const keyInterval = 2;

const words = {
  h264: { container: 'avc', codec: 'avc1.640034' },
  vp9: { container: 'vp9', codec: 'vp09.00.51.08' },
  av1: { container: 'av1', codec: 'av01.0.13M.08' },
} as const;

/** Writes pictures [1, 3, H, W] of one size as a film, each as it comes. @throws what codec and disk throw. */
export async function writeFilm(film: FilmToWrite): Promise<void> {
  const { EncodedVideoPacketSource, FilePathTarget, Mp4OutputFormat, Output, WebMOutputFormat } = await container();
  const { encoding } = film;
  const format = encoding.container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target: new FilePathTarget(film.to) });
  const pictures = new EncodedVideoPacketSource(words[encoding.codec].container);
  output.addVideoTrack(pictures, { frameRate: encoding.framesPerSecond });
  if (encoding.workflow) output.setMetadataTags({ comment: filmKeyword + asciiJson(film.workflow) });
  const sound = film.sound && (await openSound(output, film.sound, encoding));
  try {
    await output.start();
    await writeFrames(film, pictures, sound);
    await output.finalize();
  } catch (thrown) {
    await (output as Output).cancel().catch(() => undefined);
    throw thrown;
  } finally {
    sound?.close();
  }
}

async function writeFrames(
  { frames, encoding, codecs, signal }: FilmToWrite,
  pictures: EncodedVideoPacketSource,
  sound: CopiedSound | undefined,
): Promise<void> {
  const { framesPerSecond } = encoding;
  const interval = Math.max(1, Math.round(keyInterval * framesPerSecond));
  const timeOf = (index: number) => Math.round((index * 1e6) / framesPerSecond);
  let encoder: FrameEncoder | undefined;
  const write = packetWriter(pictures, framesPerSecond);
  let count = 0;
  try {
    for await (const picture of frames) {
      signal.throwIfAborted();
      encoder ??= await codecs.encoder(settingsFor(picture, encoding));
      const timestamp = timeOf(count);
      const at = { timestamp, duration: timeOf(count + 1) - timestamp, key: count % interval === 0 };
      await write(await encoder.encode(frameOfTensor(picture), at));
      count += 1;
      await sound?.copyUntil(count / framesPerSecond);
    }
    signal.throwIfAborted();
    if (encoder) await write(await encoder.flush());
  } finally {
    encoder?.close();
  }
}

/** Encoders count frames, and what they say of times is not always to the microsecond: so their places are counted here. */
function packetWriter(
  pictures: EncodedVideoPacketSource,
  framesPerSecond: number,
): (encoded: EncodedPackets) => Promise<void> {
  let told = false;
  return async ({ packets, settings }) => {
    const { EncodedPacket } = await container();
    for (const { data, key, timestamp } of packets) {
      const index = Math.round((timestamp * framesPerSecond) / 1e6);
      const meta = !told && settings && { decoderConfig: { ...settings, colorSpace: savedColour } };
      told ||= Boolean(meta);
      const packet = new EncodedPacket(data, key ? 'key' : 'delta', index / framesPerSecond, 1 / framesPerSecond);
      await pictures.add(packet, (meta || undefined) as EncodedVideoChunkMetadata | undefined);
    }
  };
}

/** Bits for each pixel of the least quality, and how often they double on the way to the best. */
const fewestBits = 0.015;
const doublings = 6;

function settingsFor({ shape }: Tensor, { codec, quality, framesPerSecond }: FilmEncoding): EncoderSettings {
  const [, , height = 0, width = 0] = shape;
  const bits = fewestBits * 2 ** ((doublings * quality) / 100);
  return {
    codec: words[codec].codec,
    width,
    height,
    bitrate: Math.max(20_000, Math.round(width * height * framesPerSecond * bits)),
    framerate: framesPerSecond,
    // AV1 takes seconds for each frame otherwise.
    latencyMode: codec === 'av1' ? 'realtime' : 'quality',
  };
}
