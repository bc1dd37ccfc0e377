import type { Tensor } from '../../tensor/tensor.ts';
import { joinedInTime, withTime } from '../../tensor/timeAxis.ts';
import type { Report } from '../report.ts';
import type { Direction, Latents } from '../values.ts';
import type { InTime } from './clip.ts';
import { rememberedOfFrames } from './remembered.ts';

/** Latents or directions of all frames, in order, as those of clips that stay apart: what follows acts on each frame too. */
export function clipOfFrames(frames: readonly InTime[]): Latents | Direction {
  const [first] = frames;
  if (!first) throw new RangeError('there is no frame');
  const joined = (of: (frame: InTime) => Tensor) => joinedInTime(frames.map((frame) => withTime(of(frame))));
  const tensor = joined((frame) => frame.tensor);
  if (!('raw' in first)) {
    const remembered = rememberedOfFrames(frames as readonly Latents[]);
    return { tensor, level: first.level, space: first.space, ...remembered, actOn: 'frames' };
  }
  const raw = joined((frame) => (frame as Direction).raw);
  return { ...first, tensor, raw, rawNorm: normOf(raw), actOn: 'frames' };
}

/** What the reports of all frames say, one after the other. */
export function reportOfFrames(reports: readonly Report[]): Report {
  const named = <T extends { readonly title: string }>(parts: readonly T[], index: number) =>
    parts.map((part) => ({ ...part, title: `Frame ${index + 1}: ${part.title}` }));
  return {
    title: reports[0]?.title ?? '',
    notes: reports.flatMap(({ notes }, index) => notes.map((note) => `Frame ${index + 1}: ${note}`)),
    tables: reports.flatMap(({ tables }, index) => named(tables, index)),
    charts: reports.flatMap(({ charts }, index) => named(charts, index)),
  };
}

export function normOf({ data }: Tensor): number {
  let sum = 0;
  for (const element of data) sum += element * element;
  return Math.sqrt(sum);
}
