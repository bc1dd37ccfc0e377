import type { EncodedPacket, InputAudioTrack, Output } from 'mediabunny';
import type { FilmEncoding } from '../../graph/context.ts';
import { container, filmFile } from './container.ts';

/** Sound that goes from one film into another as it is. */
export interface CopiedSound {
  /** Copies what is heard before a time of the new film, in seconds. */
  copyUntil(time: number): Promise<void>;
  close(): void;
}

export interface SoundSource {
  readonly file: string;
  /** How messages call it. */
  readonly path: string;
  /** Seconds of it that are left out before. */
  readonly from: number;
}

/**
 * Makes room for the sound of a film in an output that has not started.
 * @returns undefined, with a warning, where the film has none, or one that this kind of file does not hold.
 */
export async function openSound(
  output: Output,
  { file, path, from }: SoundSource,
  { container: kind, warn }: Pick<FilmEncoding, 'container' | 'warn'>,
): Promise<CopiedSound | undefined> {
  const { ALL_FORMATS, Input } = await container();
  const input = new Input({ source: await filmFile(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    const fault = await whyNot(track, output, kind);
    if (track && fault === undefined) return await copying(track, output, from, () => input.dispose());
    warn(`The sound of "${path}" is left out: ${fault}.`);
  } catch (thrown) {
    warn(`The sound of "${path}" is left out: it cannot be read (${(thrown as Error).message.replace(/\.$/, '')}).`);
  }
  input.dispose();
  return undefined;
}

async function whyNot(
  track: InputAudioTrack | null,
  output: Output,
  kind: 'mp4' | 'webm',
): Promise<string | undefined> {
  if (!track) return 'it has none';
  const codec = await track.getCodec();
  if (codec !== null && output.format.getSupportedAudioCodecs().includes(codec)) return undefined;
  const other = kind === 'mp4' ? '' : '; MP4 takes more kinds';
  return `${kind === 'mp4' ? 'MP4' : 'WebM'} does not hold sound of the kind ${codec ?? 'that it has'}${other}`;
}

async function copying(track: InputAudioTrack, output: Output, from: number, close: () => void): Promise<CopiedSound> {
  const { EncodedAudioPacketSource, EncodedPacketSink } = await container();
  const codec = await track.getCodec();
  if (codec === null) throw new Error('the kind of the sound is not known');
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  const decoderConfig = await track.getDecoderConfig();
  const sink = new EncodedPacketSink(track);
  let next: EncodedPacket | null | undefined;
  return {
    async copyUntil(time) {
      if (next === undefined) next = (await sink.getPacket(from)) ?? (await sink.getFirstPacket());
      while (next && next.timestamp - from < time) {
        const shifted = Math.max(0, next.timestamp - from);
        await source.add(next.clone({ timestamp: shifted }), decoderConfig ? { decoderConfig } : undefined);
        next = await sink.getNextPacket(next);
      }
    },
    close,
  };
}
