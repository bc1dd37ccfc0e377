import { useState } from 'preact/hooks';
import type { Frame } from './frames.ts';
import type { Labelled } from './PixelValues.tsx';

/** Something that pictures can be compared with. */
export interface Other {
  readonly key: string;
  readonly title: string;
  readonly frames: readonly Frame[];
  /** Whether it is the batch itself that is shown. */
  readonly isOwn: boolean;
}

interface Chosen {
  readonly key: string;
  readonly index: number;
  /** Whether its frames go along with those that are shown, the first with the first. */
  readonly together: boolean;
}

export function labelled(title: string, frames: readonly Frame[], at: number): Labelled | undefined {
  const frame = frames[at];
  const label = frames.length > 1 ? `${title}, ${at + 1} of ${frames.length}` : title;
  return frame && { frame, label };
}

/** A batch of as many goes along from the start; of the batch itself it is the first frame that is not the shown one. */
function chosenOf({ key, frames, isOwn }: Other, at: number, count: number): Chosen {
  const first = isOwn ? Number(at === 0) : Math.min(at, frames.length - 1);
  return { key, index: first, together: !isOwn && count > 1 && frames.length === count };
}

/** What the frame `at` of `count` is compared with: what was chosen of the others, or the first of them. */
export function useCounterpart(others: readonly Other[], at: number, count: number) {
  const [wished, setWished] = useState<Chosen>();
  const other = others.find(({ key }) => key === wished?.key) ?? others[0];
  const chosen = other && (wished?.key === other.key ? wished : chosenOf(other, at, count));
  const last = (other?.frames.length ?? 1) - 1;
  const index = Math.min(chosen?.together ? at : (chosen?.index ?? 0), last);
  return {
    other,
    index,
    together: chosen?.together ?? false,
    /** @param frame the frame to begin with, where one is meant */
    choose(next: Other, frame?: number) {
      const begun = chosenOf(next, at, count);
      setWished(frame === undefined ? begun : { ...begun, index: frame, together: false });
    },
    /** Stays at a frame. */
    show: (frame: number) => setWished(chosen && { ...chosen, index: frame, together: false }),
    pair: (together: boolean) => setWished(chosen && { ...chosen, index, together }),
  };
}

export type Counterpart = ReturnType<typeof useCounterpart>;
