import type { EncodedPacketSink, InputVideoTrack, Source } from 'mediabunny';
import type { CancelSignal } from '../../diffusion/model.ts';
import type { DecoderSettings, FrameColour } from './codecs.ts';
import { container } from './container.ts';
import { brokenFilm, unsupportedFilm } from './filmErrors.ts';
import { type FilmIndex, indexOf, type PacketNote } from './filmIndex.ts';
import { isForScreens } from './tensorOfFrame.ts';

/** Longest side and most frames of a film that is taken in. */
const longestSide = 8192;
const mostFrames = 2_000_000;

export type Rotation = 0 | 90 | 180 | 270;

/** A film whose file was looked through and is open. */
export interface OpenFilm {
  readonly path: string;
  readonly index: FilmIndex;
  readonly settings: DecoderSettings;
  /** What the file says of its colours. */
  readonly colour: FrameColour;
  readonly packets: EncodedPacketSink;
  /** How far each frame is turned clockwise to be upright. */
  readonly rotation: Rotation;
  /** Size at which a frame is shown before it is turned: pixels of films need not be square. */
  readonly shown: { readonly width: number; readonly height: number };
  readonly remarks: readonly string[];
  close(): void;
}

/**
 * Opens a film and finds its frames, without decoding any.
 * @param source is closed with the film
 * @param path how messages call it
 * @throws ArcspaceError where it is no film, is broken, or is of a kind that is not read.
 */
export async function openFilm(source: Source, path: string, signal?: CancelSignal): Promise<OpenFilm> {
  const { ALL_FORMATS, Input } = await container();
  const input = new Input({ source, formats: ALL_FORMATS });
  try {
    return { ...(await look(input, path, signal)), close: () => input.dispose() };
  } catch (thrown) {
    input.dispose();
    throw asFilmError(thrown, path, signal);
  }
}

/** What the reader of containers throws is about the file. */
function asFilmError(thrown: unknown, path: string, signal: CancelSignal | undefined): unknown {
  signal?.throwIfAborted();
  if (!(thrown instanceof Error) || thrown.name === 'ArcspaceError') return thrown;
  if (thrown.name === 'UnsupportedInputFormatError' || /unsupported or unrecognizable format/i.test(thrown.message)) {
    return unsupportedFilm(path, 'it is no MP4, MOV, WebM or Matroska file, or is cut short');
  }
  return brokenFilm(path, `it is damaged (${thrown.message.replace(/\.$/, '')})`);
}

type Looking = InstanceType<Awaited<ReturnType<typeof container>>['Input']>;

async function look(input: Looking, path: string, signal?: CancelSignal): Promise<Omit<OpenFilm, 'close'>> {
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw await withoutPictures(input, path);
  const { settings, colour } = await settingsOf(track, path);
  const [width, height] = [await track.getSquarePixelWidth(), await track.getSquarePixelHeight()];
  checkSize(width, height, path);
  const { EncodedPacketSink } = await container();
  const packets = new EncodedPacketSink(track);
  const { notes, cutShort } = await notesOf(track, packets, path, signal);
  if (notes.length === 0) throw brokenFilm(path, 'it is cut short before its first frames', copyAgain);
  const index = indexOf(notes);
  if (!index) throw brokenFilm(path, 'none of its frames can be decoded: there is no key frame');
  if (await track.getFlip()) throw unsupportedFilm(path, 'it is to be shown mirrored');
  return {
    path,
    index,
    settings,
    colour,
    packets,
    rotation: await track.getRotation(),
    shown: { width, height },
    remarks: remarksOn(index, cutShort || (await lacksItsEnd(track, index)), path),
  };
}

const copyAgain = 'Copy or record it again.';

/** Seconds that the length in the head of a file may differ from what is there: sound often goes on a little longer. */
const usualExcess = 1;

/** Whether the head of a file promises more than there is. */
async function lacksItsEnd(track: InputVideoTrack, { end }: FilmIndex): Promise<boolean> {
  const promised = await track.getDurationFromMetadata();
  return promised !== null && promised > end / 1e6 + usualExcess;
}

async function withoutPictures(input: Looking, path: string) {
  const tracks = await input.getTracks();
  return tracks.length > 0
    ? unsupportedFilm(path, 'it has sound, but no pictures')
    : brokenFilm(path, 'the list of its frames is missing, as when a recording or a download was cut short', copyAgain);
}

async function settingsOf(track: InputVideoTrack, path: string): Promise<Pick<OpenFilm, 'settings' | 'colour'>> {
  const config = await track.getDecoderConfig();
  if (!config) {
    const codec = (await track.getInternalCodecId()) ?? 'unknown';
    throw unsupportedFilm(path, `its pictures are encoded as "${String(codec)}", which is not read`);
  }
  const { primaries = null, transfer = null, matrix = null, fullRange = null } = config.colorSpace ?? {};
  const colour = { primaries, transfer, matrix, fullRange };
  if (!isForScreens(colour)) {
    throw unsupportedFilm(
      path,
      `it has high dynamic range (${String(transfer).toUpperCase()}), and its colours would be wrong`,
      'Export it with standard dynamic range (SDR, Rec. 709) first. On an iPhone, Settings > Camera > Record Video > HDR Video off records so.',
    );
  }
  const { codec, codedWidth = 0, codedHeight = 0, description } = config;
  const settings = { codec, codedWidth, codedHeight, ...(description && { description: bytesOf(description) }) };
  return { settings, colour };
}

function bytesOf(source: ArrayBufferView | ArrayBufferLike): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

function checkSize(width: number, height: number, path: string): void {
  if (width >= 1 && height >= 1 && width <= longestSide && height <= longestSide) return;
  throw unsupportedFilm(
    path,
    `it says that it is ${width} x ${height} pixels`,
    `Films may have up to ${longestSide} pixels on a side. Make it smaller first.`,
  );
}

/** Every packet of a film; those that lie beyond the end of a file that was cut short are left out. */
async function notesOf(track: InputVideoTrack, sink: EncodedPacketSink, path: string, signal?: CancelSignal) {
  const notes: PacketNote[] = [];
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    signal?.throwIfAborted();
    if (notes.length >= mostFrames) throw unsupportedFilm(path, `it has more than ${mostFrames} frames`);
    const { type, microsecondTimestamp: timestamp, microsecondDuration: duration } = packet;
    notes.push({ key: type === 'key', timestamp, duration });
  }
  await markFalseKeys(track, sink, notes);
  const there = (await isThere(sink, notes)) ? notes.length : await countThere(sink, signal);
  const readable = notes.slice(0, there);
  if ((await track.getCodec()) === 'vp8') await markHidden(sink, readable, signal);
  return { notes: readable, cutShort: there < notes.length };
}

/** Packets of VP8 may only prepare later frames, as the show_frame bit of their head says (RFC 6386, 9.1). */
async function markHidden(sink: EncodedPacketSink, notes: PacketNote[], signal?: CancelSignal): Promise<void> {
  let at = 0;
  for await (const { data } of sink.packets()) {
    signal?.throwIfAborted();
    const note = notes[at];
    if (note && ((data[0] ?? 0) & 0x10) === 0) notes[at] = { ...note, hidden: true };
    at += 1;
  }
}

/** Programs that cut films call the first packet a key frame, whatever it is: so it is looked at. */
async function markFalseKeys(track: InputVideoTrack, sink: EncodedPacketSink, notes: PacketNote[]): Promise<void> {
  for (const [at, note] of notes.entries()) {
    if (!note.key) continue;
    const packet = await sink.getPacket((note.timestamp + 0.5) / 1e6);
    const type = packet && (await track.determinePacketType(packet));
    if (type !== 'delta') return;
    notes[at] = { ...note, key: false };
  }
}

/** Whether the last packet lies inside the file. */
async function isThere(sink: EncodedPacketSink, notes: readonly PacketNote[]): Promise<boolean> {
  const last = notes.at(-1);
  const packet = last && (await sink.getPacket((last.timestamp + 1) / 1e6));
  return packet !== null;
}

async function countThere(sink: EncodedPacketSink, signal?: CancelSignal): Promise<number> {
  let count = 0;
  for await (const _ of sink.packets()) {
    signal?.throwIfAborted();
    count += 1;
  }
  return count;
}

function remarksOn({ lost, times }: FilmIndex, cutShort: boolean, path: string): string[] {
  const frames = (count: number) => (count === 1 ? '1 frame' : `${count} frames`);
  return [
    ...(lost > 0 ? [`"${path}" begins without a key frame: ${frames(lost)} cannot be decoded and are left out.`] : []),
    ...(cutShort ? [`"${path}" is cut short: only the first ${frames(times.length)} are there.`] : []),
  ];
}
