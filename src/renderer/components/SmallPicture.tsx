import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Picture } from '../../graph/events.ts';
import { reducedTo } from '../app/reducedPicture.ts';
import { drawPicture } from './drawPicture.ts';
import { useSeen } from './useSeen.ts';

/** Pixels along the longer side: enough for the size of a finger on a sharp screen. */
const SIDE = 128;

interface Props {
  readonly picture: Picture;
  readonly frame: number;
  readonly label: string;
}

/** One frame of a picture among many to choose from: of few pixels, and of none before it is seen. */
export function SmallPicture({ picture, frame, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isSeen = useSeen(canvas);
  useLayoutEffect(() => {
    if (isSeen && canvas.current) drawPicture(canvas.current, reducedTo(SIDE, picture, frame), 0);
  }, [isSeen, picture, frame]);
  return <canvas ref={canvas} class="picture" role="img" aria-label={label} />;
}
