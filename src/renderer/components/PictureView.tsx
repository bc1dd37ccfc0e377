import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Picture } from '../../graph/events.ts';
import { imageData } from '../app/imageData.ts';

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
    const element = canvas.current;
    if (!element) return;
    element.width = picture.width;
    element.height = picture.height;
    element.getContext('2d')?.putImageData(imageData(picture, frame), 0, 0);
  }, [picture, frame]);
  return <canvas ref={canvas} class={`picture ${className ?? ''}`} role="img" aria-label={label} />;
}
