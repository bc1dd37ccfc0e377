import { useMemo, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import type { ViewerRequest } from '../app/userInterface.ts';
import { type Frame, framesOf } from '../pictures/frames.ts';
import { MOST_PAIRED } from '../pictures/PairTable.tsx';
import { labelled, type Other, useCounterpart } from '../pictures/useCounterpart.ts';
import type { Result } from '../state/gallery/gallery.ts';
import { timeOfDay } from '../text/formats.ts';
import { texts } from '../text/texts.ts';
import { usePlayback } from './usePlayback.ts';

const STILLS_PER_SECOND = 8;

/** The batch that is shown, and every other result of this session, the newest first. */
function othersThan(
  all: readonly Result[],
  { title, pictures }: ViewerRequest,
  frames: readonly Frame[],
): readonly Other[] {
  const own = { key: 'own', title: texts.viewer.thisOne(title), frames, isOwn: true };
  const results = all
    .filter((result) => result.pictures.length > 0 && result.pictures[0] !== pictures[0])
    .map((result) => ({
      key: String(result.id),
      title: `${result.title}, ${timeOfDay(result.time)}`,
      frames: framesOf(result.pictures),
      isOwn: false,
    }))
    .reverse();
  return frames.length > 1 ? [own, ...results] : results;
}

function beginning({ pictures, first = 0 }: ViewerRequest, count: number) {
  const moves = pictures.some((picture) => picture.framesPerSecond !== undefined);
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const perSecond = pictures[0]?.framesPerSecond ?? STILLS_PER_SECOND;
  return { count, perSecond, plays: moves && !isCalm, first };
}

/** What the viewer shows of a request, alone or beside what it is compared with. */
export function useViewed(request: ViewerRequest) {
  const { gallery } = useApp();
  const { title, pictures } = request;
  const frames = useMemo(() => framesOf(pictures), [pictures]);
  const batch = useMemo(
    () => frames.slice(0, MOST_PAIRED).flatMap((_, at) => labelled(title, frames, at) ?? []),
    [title, frames],
  );
  const results = gallery.results.value;
  const others = useMemo(() => othersThan(results, request, frames), [results, request, frames]);
  const playback = usePlayback(beginning(request, frames.length));
  // The node that compares has both of its pictures in its own batch.
  const [isComparing, setComparing] = useState(request.compares && frames.length > 1);
  const [showsPairs, setShowsPairs] = useState(false);
  const [isSwapped, setSwapped] = useState(false);
  const counterpart = useCounterpart(others, playback.at, frames.length);
  const { other, index } = counterpart;
  const shown = labelled(title, frames, playback.at);
  const against = isComparing && other ? labelled(other.title, other.frames, index) : undefined;
  const [first, second] = isSwapped && against ? [against, shown] : [shown, against];
  return {
    frames,
    batch,
    others,
    playback,
    counterpart,
    shown,
    first,
    second,
    isComparing,
    showsPairs: isComparing && showsPairs,
    compare() {
      setComparing(!isComparing);
      setShowsPairs(false);
    },
    swap: () => setSwapped(!isSwapped),
    togglePairs: () => setShowsPairs(!showsPairs),
    /** Two pictures of the batch. */
    openPair(row: number, column: number) {
      const own = others.find(({ isOwn }) => isOwn);
      if (own) counterpart.choose(own, column);
      playback.show(row);
      setSwapped(false);
      setShowsPairs(false);
    },
  };
}

export type Viewed = ReturnType<typeof useViewed>;
