import { useRef, useState } from 'preact/hooks';
import { useZoom } from '../overlay/useZoom.ts';
import type { Pixel } from './pixels.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where pictures of one size are looked at: how large, and which pixel is told of. */
export function usePictureStage(size: Size | undefined) {
  const element = useRef<HTMLDivElement>(null);
  const zoom = useZoom(element, size);
  const [pixel, point] = useState<Pixel>();
  return {
    element,
    size,
    zoom,
    pixel,
    /** Tells of a pixel. */
    point,
    /** The same of one that was typed, which may be out of sight. */
    visit(to: Pixel) {
      point(to);
      zoom.lookAt(to);
    },
  };
}

export type Stage = ReturnType<typeof usePictureStage>;
