import type { CancelSignal } from '../../diffusion/model.ts';
import { pausing } from '../run/pausing.ts';
import type { Codecs, DecodedFrame, FrameDecoder, Packet, RawFrame } from './codecs.ts';
import { brokenFilm, clock } from './filmErrors.ts';
import { entryAt, entryBefore, type Stretch, stretchFrom } from './filmIndex.ts';
import type { OpenFilm } from './openFilm.ts';

/** Packets that go to the decoder together. */
const packetsAtOnce = 4;

const cutOff = 'Set "end" to a time before that, or open the film in a video program and export it again.';

/**
 * The frames of a film from one on, each decoded when it is asked for.
 *
 * A decoder gives frames in the order in which they are shown, so that they are told by counting. A frame that a damaged
 * film lacks ends it before others pass for it where the decoder keeps the times of its packets, as the one in WebAssembly
 * does. FFmpeg's does not: there the count is compared where the decoder is emptied, and until then they may pass for it.
 * @throws ArcspaceError naming the time at which the film is damaged.
 */
export async function* decodedFrames(
  film: OpenFilm,
  codecs: Codecs,
  from: number,
  signal?: () => CancelSignal | undefined,
): AsyncGenerator<RawFrame, void, void> {
  const { index, settings, path } = film;
  const first = index.times[from] as number;
  const decoder = await codecs.decoder(settings);
  const pause = pausing(undefined);
  const takeTurn = async () => {
    await pause();
    signal?.()?.throwIfAborted();
  };
  let stretch: Stretch | undefined = stretchFrom(index, entryBefore(index, first));
  try {
    for (; stretch; stretch = following(film, stretch)) {
      const unwanted = stretch.times.filter((time) => time < first).length;
      yield* framesOf(film, decoder, stretch, unwanted, takeTurn);
    }
  } catch (thrown) {
    signal?.()?.throwIfAborted();
    if (thrown instanceof Error && thrown.name === 'ArcspaceError') throw thrown;
    const after = clock(stretch?.begins ?? 0);
    throw brokenFilm(path, `it is damaged after ${after} (${reasonOf(thrown)})`, cutOff);
  } finally {
    decoder.close();
  }
}

function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/^.*FFmpeg error: /, '').replace(/\.$/, '');
}

function following({ index }: OpenFilm, { to }: Stretch): Stretch | undefined {
  const entry = entryAt(index, to);
  return entry && stretchFrom(index, entry);
}

/** Microseconds that the times of a packet and of its frame may differ by: containers and decoders round. */
const sameTime = 2;

/**
 * The frames of a stretch, without the first `unwanted`.
 * @param takeTurn lets others have their turn between packets, as a decoder in WebAssembly never does, and hears a cancel
 */
async function* framesOf(
  film: OpenFilm,
  decoder: FrameDecoder,
  stretch: Stretch,
  unwanted: number,
  takeTurn: () => Promise<void>,
): AsyncGenerator<RawFrame, void, void> {
  let came = 0;
  function* wanted(decoded: readonly DecodedFrame[]) {
    for (const { frame, timestamp } of decoded) {
      const time = stretch.times[came] ?? Number.NaN;
      if (timestamp !== undefined && Math.abs(timestamp - time) > sameTime) throw absent(film, time);
      came += 1;
      if (frame) yield frame;
    }
  }
  for await (const packets of packetsOf(film, stretch)) {
    await takeTurn();
    yield* wanted(await decoder.decode(packets, Math.max(0, unwanted - came)));
  }
  yield* wanted(await decoder.flush(Math.max(0, unwanted - came)));
  if (came !== stretch.times.length) throw lacking(film, stretch, came);
}

function absent({ path }: OpenFilm, time: number) {
  return brokenFilm(path, `its frame at ${clock(time)} cannot be decoded`, cutOff);
}

function lacking({ path }: OpenFilm, { times, begins }: Stretch, came: number) {
  const missing = times.length - came;
  const what = missing > 0 ? `${missing} of its frames cannot be decoded` : 'it has more frames than it says';
  const until = clock(times.at(-1) ?? begins);
  return brokenFilm(path, `between ${clock(begins)} and ${until}, ${what}`, cutOff);
}

/** The packets of a stretch, a few at a time; those that hang on frames before it are left out. */
async function* packetsOf({ packets: sink }: OpenFilm, { from, to, begins }: Stretch): AsyncGenerator<Packet[]> {
  const key = await sink.getKeyPacket((begins + 0.5) / 1e6);
  if (!key) return;
  let together: Packet[] = [];
  let at = from;
  for await (const packet of sink.packets(key)) {
    if (at++ >= to) break;
    const { type, microsecondTimestamp: timestamp, microsecondDuration: duration, data } = packet;
    if (timestamp < begins) continue;
    together.push({ key: type === 'key', timestamp, duration, data });
    if (together.length < packetsAtOnce) continue;
    yield together;
    together = [];
  }
  if (together.length > 0) yield together;
}
