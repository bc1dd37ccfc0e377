/** What the container says of a packet, in the order of the file. Times are in microseconds. */
export interface PacketNote {
  readonly key: boolean;
  readonly timestamp: number;
  readonly duration: number;
  /** Whether it only helps later frames and is never shown itself. */
  readonly hidden?: boolean;
}

/** Where decoding can begin. */
export interface Entry {
  /** Place of its key packet, in the order of the file. */
  readonly packet: number;
  readonly timestamp: number;
  /** Whether nothing after it is shown before it: what came before can be finished first. */
  readonly closed: boolean;
}

/** The frames of a film in the order in which they are shown, and how they are reached. */
export interface FilmIndex {
  /** Microseconds at which each frame is shown. */
  readonly times: Float64Array;
  /** Microseconds at which the last frame has been shown. */
  readonly end: number;
  readonly entries: readonly Entry[];
  /** Times of all packets, in the order of the file; NaN of those that are not shown. */
  readonly inFile: Float64Array;
  /** Frames that cannot be decoded, because the film begins without a key frame. */
  readonly lost: number;
}

/**
 * Frames that need a key frame before the first are left out; what is to be shown before time 0 was cut off by an edit.
 * @returns undefined where there is no frame that can be decoded
 */
export function indexOf(notes: readonly PacketNote[]): FilmIndex | undefined {
  const inFile = Float64Array.from(notes, ({ timestamp, hidden }) => (hidden ? Number.NaN : timestamp));
  const entries = entriesOf(notes);
  const [first] = entries;
  if (!first) return undefined;
  const earliest = Math.max(0, first.timestamp);
  const shown = notes.filter(({ timestamp, hidden }, at) => at >= first.packet && timestamp >= earliest && !hidden);
  const times = Float64Array.from(shown, ({ timestamp }) => timestamp).sort();
  if (times.length === 0) return undefined;
  const reachable = notes.filter(({ timestamp, hidden }) => timestamp >= 0 && !hidden).length;
  return { times, end: endOf(shown, times), entries, inFile, lost: reachable - times.length };
}

/** Matroska often does not say how long its last frame is shown: then it is as long as the one before. */
function endOf(shown: readonly PacketNote[], times: Float64Array): number {
  const end = shown.reduce((latest, { timestamp, duration }) => Math.max(latest, timestamp + duration), 0);
  const [before, last] = [times.at(-2), times.at(-1) ?? 0];
  return end > last || before === undefined ? end : last + (last - before);
}

function entriesOf(notes: readonly PacketNote[]): Entry[] {
  const keys = notes.flatMap(({ key }, at) => (key ? [at] : []));
  return keys.map((packet, index) => {
    const timestamp = notes[packet]?.timestamp ?? 0;
    const closed = notes.slice(packet, keys[index + 1]).every((note) => note.timestamp >= timestamp);
    return { packet, timestamp, closed };
  });
}

/** The last entry from which the frame at `time` can be reached. */
export function entryBefore({ entries }: FilmIndex, time: number): Entry {
  const entry = entries.findLast(({ timestamp }) => timestamp <= time) ?? entries[0];
  if (!entry) throw new RangeError('a film without entries');
  return entry;
}

/** The frame that is shown at a time (microseconds); the first before it, the last after the end. */
export function frameAt({ times }: Pick<FilmIndex, 'times'>, time: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] as number) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Packets that are decoded together: the decoder is emptied after them. */
export interface Stretch {
  /** Places in the order of the file, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Times of the frames that come out, in order. */
  readonly times: Float64Array;
  /** What is shown before its first key frame hangs on frames before it, and is not decoded. */
  readonly begins: number;
}

/** From an entry up to the next that is closed. */
export function stretchFrom({ entries, inFile }: FilmIndex, entry: Entry): Stretch {
  const next = entries.find(({ packet, closed }) => packet > entry.packet && closed);
  const to = next?.packet ?? inFile.length;
  const times = inFile.slice(entry.packet, to).filter((time) => time >= entry.timestamp);
  return { from: entry.packet, to, times: times.sort(), begins: entry.timestamp };
}

export function entryAt({ entries }: FilmIndex, packet: number): Entry | undefined {
  return entries.find((entry) => entry.packet === packet);
}
