import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isWithin, type Pixel, pixelIn, type Size, samePixel } from './pixels.ts';
import { useZoom } from './useZoom.ts';

/** A pointer over what shows the picture, in CSS pixels of the page. */
interface Pointer {
  readonly at: readonly [number, number];
  readonly shown: HTMLElement;
}

/** Where pictures of one size are looked at: how large, and which pixel is told of. */
export function usePictureStage(size: Size | undefined) {
  const element = useRef<HTMLDivElement>(null);
  const zoom = useZoom(element, size);
  const pointer = useRef<Pointer | undefined>(undefined);
  const [place, setPlace] = useState<Pixel>();
  const readPointer = () => {
    if (!pointer.current || !size) return;
    const { at, shown } = pointer.current;
    const found = pixelIn(size, shown.getBoundingClientRect(), at);
    setPlace((now) => (samePixel(now, found) ? now : found));
  };
  // Under a pointer that stays, or drags it, the picture moves with what is rendered.
  useLayoutEffect(readPointer);
  return {
    element,
    size,
    zoom,
    /** What is pointed at, or was typed: it may be a place that this picture does not have. */
    place,
    /** The pixel there. */
    pixel: size && place && isWithin(size, place) ? place : undefined,
    /** Tells of the pixel under a pointer, also when the picture moves under it. */
    point(to: Pointer) {
      pointer.current = to;
      readPointer();
    },
    /** The pointer is gone. What was typed stays. */
    leave() {
      if (pointer.current) setPlace(undefined);
      pointer.current = undefined;
    },
    /** Tells of the pixel whose place was typed, which may be out of sight. */
    visit(to: Pixel) {
      pointer.current = undefined;
      setPlace(to);
      if (size && isWithin(size, to)) zoom.lookAt(to);
    },
  };
}

export type Stage = ReturnType<typeof usePictureStage>;
