import type { Film } from '../../../src/graph/context.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

export interface FrameChoice {
  /** Seconds; an end of 0 is that of the film. */
  readonly start: number;
  readonly end: number;
  /** 0: the frames that there are. */
  readonly frame_rate: number;
  readonly every: number;
}

export interface ChosenFrames {
  /** Places in the film, in order; some may come again, where a film is slower than it is asked to be. */
  readonly frames: readonly number[];
  readonly framesPerSecond: number;
  readonly warning?: string;
}

/** Containers count in whole ticks of some clock: times that are closer than this are the same. In seconds. */
const tick = 1e-3;

/**
 * Which frames of a film a person wants: those shown from start up to end, all or at a rate, and each, every second ...
 * @throws ArcspaceError where that is none.
 */
export function chosenFrames(film: Pick<Film, 'times' | 'end'>, choice: FrameChoice): ChosenFrames {
  const last = choice.end === 0 ? film.end : Math.min(choice.end, film.end);
  const all = choice.frame_rate === 0 ? between(film, choice.start, last) : atRate(film, { ...choice, end: last });
  const frames = all.filter((_, index) => index % choice.every === 0);
  if (frames.length === 0) throw noFrames(film, choice);
  const own = choice.frame_rate === 0;
  const rate = own ? rateOf(film, all, last) : choice.frame_rate;
  const warning = own ? unevenness(film, all) : undefined;
  return { frames, framesPerSecond: rate / choice.every, ...(warning !== undefined && { warning }) };
}

function between({ times }: Pick<Film, 'times'>, start: number, end: number): number[] {
  const frames: number[] = [];
  times.forEach((time, index) => {
    if (time >= start - tick && time < end - tick) frames.push(index);
  });
  return frames;
}

/** The frame that is shown at each moment of a rate. */
function atRate({ times }: Pick<Film, 'times'>, { start, end, frame_rate }: FrameChoice): number[] {
  const frames: number[] = [];
  let shown = 0;
  for (let moment = 0; start + moment / frame_rate < end - tick; moment++) {
    const time = start + moment / frame_rate + tick;
    while (shown + 1 < times.length && (times[shown + 1] as number) <= time) shown += 1;
    frames.push(shown);
  }
  return frames;
}

/** Frames a second of frames that follow each other: of the whole time that they are shown. */
function rateOf({ times }: Pick<Film, 'times'>, frames: readonly number[], end: number): number {
  const [first, last] = [times[frames[0] ?? 0] as number, times[frames.at(-1) ?? 0] as number];
  const rate = frames.length > 1 ? (frames.length - 1) / (last - first) : 1 / Math.max(tick, end - first);
  const whole = Math.round(rate);
  // Times in whole milliseconds make 29.98 of 30.
  return Math.abs(whole - rate) < 5e-3 * rate && Math.abs(frames.length / whole - frames.length / rate) < tick
    ? whole
    : Math.round(rate * 1000) / 1000;
}

/** How many times longer than the shortest a frame may be shown before a film counts as uneven. */
const muchLonger = 1.5;

function unevenness({ times }: Pick<Film, 'times'>, frames: readonly number[]): string | undefined {
  let [shortest, longest] = [Number.POSITIVE_INFINITY, 0];
  for (let index = 1; index < frames.length; index++) {
    const shown = (times[frames[index] as number] as number) - (times[frames[index - 1] as number] as number);
    shortest = Math.min(shortest, shown);
    longest = Math.max(longest, shown);
  }
  if (longest <= muchLonger * shortest + 2 * tick) return undefined;
  const rates = `${Math.round(1 / longest)} to ${Math.round(1 / Math.max(tick, shortest))}`;
  return `The frame rate of this film varies (${rates} frames per second), and its frames are taken as they come. Set "frame_rate" to keep its timing.`;
}

function noFrames({ times, end: last }: Pick<Film, 'times' | 'end'>, { start, end }: FrameChoice): ArcspaceError {
  const until = end === 0 ? 'the end' : `${end} s`;
  return new ArcspaceError(
    'no-frames',
    `No frame of this film is shown from ${start} s to ${until}: it has ${times.length} frames in ${last.toFixed(2)} s.`,
    'Choose a start before the end, both inside the film.',
    { port: 'start', ports: ['start', 'end'] },
  );
}
