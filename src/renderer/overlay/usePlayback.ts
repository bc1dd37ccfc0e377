import { useEffect, useState } from 'preact/hooks';

interface Start {
  readonly count: number;
  readonly perSecond: number;
  readonly plays: boolean;
  readonly first: number;
}

/** Which of some frames is shown, by itself or by hand. */
export function usePlayback({ count, perSecond, plays, first }: Start) {
  const [at, setAt] = useState(first);
  const [playing, setPlaying] = useState(plays);
  useEffect(() => {
    if (!playing || count < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % count), 1000 / perSecond);
    return () => clearInterval(timer);
  }, [playing, count, perSecond]);
  return {
    at: Math.min(at, count - 1),
    count,
    /** Goes to a frame, and stays there. */
    show(frame: number) {
      setPlaying(false);
      setAt(Math.min(count - 1, Math.max(0, frame)));
    },
    playing,
    setPlaying,
  };
}

export type Playback = ReturnType<typeof usePlayback>;
