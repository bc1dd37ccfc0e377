import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Picture } from '../../graph/events.ts';
import { drawPicture } from './drawPicture.ts';

interface Props {
  readonly picture: Picture;
  readonly frame?: number;
  readonly label: string;
  readonly class?: string;
}

/** One frame of a picture, as large as its own pixels; style sheets scale it. */
export function PictureView({ picture, frame = 0, label, class: className }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current) drawPicture(canvas.current, picture, frame);
  }, [picture, frame]);
  return <canvas ref={canvas} class={`picture ${className ?? ''}`} role="img" aria-label={label} />;
}
