import type { EncodedPacket, InputAudioTrack, Output } from 'mediabunny';
import type { FilmEncoding } from '../../graph/context.ts';
import { container, filmFile } from './container.ts';
import { clock } from './filmErrors.ts';

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
    if (track && fault === undefined) {
      return await copying(track, output, from, {
        close: () => input.dispose(),
        onFault: (thrown, time) =>
          warn(`The sound of "${path}" breaks off at ${clock(time * 1e6)}: it is damaged there (${reasonOf(thrown)}).`),
      });
    }
    warn(`The sound of "${path}" is left out: ${fault}.`);
  } catch (thrown) {
    warn(`The sound of "${path}" is left out: it cannot be read (${reasonOf(thrown)}).`);
  }
  input.dispose();
  return undefined;
}

function reasonOf(thrown: unknown): string {
  return (thrown as Error).message.replace(/\.$/, '');
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

interface Handling {
  /** Told once, with a time in seconds, where the sound breaks off: the film goes on without it. */
  readonly onFault: (thrown: unknown, time: number) => void;
  readonly close: () => void;
}

async function copying(
  track: InputAudioTrack,
  output: Output,
  from: number,
  { onFault, close }: Handling,
): Promise<CopiedSound> {
  const { EncodedAudioPacketSource, EncodedPacketSink } = await container();
  const codec = await track.getCodec();
  if (codec === null) throw new Error('the kind of the sound is not known');
  const decoderConfig = await track.getDecoderConfig();
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  const sink = new EncodedPacketSink(track);
  let next: EncodedPacket | null | undefined;
  /** The packet after `packet`; null where there is none, or none that can be read. */
  async function after(packet: EncodedPacket | undefined): Promise<EncodedPacket | null> {
    try {
      if (packet) return await sink.getNextPacket(packet);
      return (await sink.getPacket(from)) ?? (await sink.getFirstPacket());
    } catch (thrown) {
      onFault(thrown, packet ? packet.timestamp + packet.duration : from);
      return null;
    }
  }
  return {
    async copyUntil(time) {
      if (next === null) return;
      next ??= await after(undefined);
      while (next && next.timestamp - from < time) {
        const shifted = Math.max(0, next.timestamp - from);
        await source.add(next.clone({ timestamp: shifted }), decoderConfig ? { decoderConfig } : undefined);
        next = await after(next);
      }
      // WebM keeps pictures in memory as long as sound may come that belongs before them.
      if (!next) source.close();
    },
    close,
  };
}
