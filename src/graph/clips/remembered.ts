import type { Latents } from '../values.ts';

type Remembered = Pick<Latents, 'history' | 'drawn'>;

/** What a sampler remembers of clips: of each of their frames, in order. */
interface HistoryOfFrames {
  readonly frames: readonly unknown[];
}

/** What samplers remember of all frames, as one memory; nothing where a frame has none. */
export function rememberedOfFrames(frames: readonly Remembered[]): Remembered {
  // A frame draws as a picture does, so all frames have had the same draws.
  const drawn = frames[0]?.drawn;
  const histories = frames.map(({ history }) => history);
  const known = histories.every((history) => history !== undefined);
  return { ...(known && { history: { frames: histories } satisfies HistoryOfFrames }), ...(drawn && { drawn }) };
}

/** The part of it that is of one frame. */
export function rememberedOfFrame({ history, drawn }: Remembered, index: number): Remembered {
  const ofFrame = (history as HistoryOfFrames | undefined)?.frames[index];
  return { ...(ofFrame !== undefined && { history: ofFrame }), ...(drawn && { drawn }) };
}
