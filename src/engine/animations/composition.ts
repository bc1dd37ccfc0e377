import type { Canvas, Image, SKRSContext2D } from '@napi-rs/canvas';
import type { AnimationFrame } from '../../graph/animations/animationIndex.ts';
import type { PictureSize } from '../../graph/context.ts';
import { swapsSides } from '../images/formats/exif.ts';
import { orientationMatrix } from '../images/orientationMatrix.ts';

type MakeCanvas = (width: number, height: number) => Canvas;

/** A canvas on which the frames of an animated picture are laid one over the other, as browsers do. */
export interface Composition {
  /** Disposes of the frame before, and draws the next. */
  draw(frame: AnimationFrame, image: Image): void;
  /** What is seen: RGBA bytes, upright and laid on white. */
  pixels(): Uint8ClampedArray;
  /** Gives the memory back. */
  close(): void;
}

/** @param orientation of the canvas, in the words of EXIF (1 to 8) */
export function createComposition(makeCanvas: MakeCanvas, size: PictureSize, orientation: number): Composition {
  const canvas = makeCanvas(size.width, size.height);
  const seen = swapsSides(orientation) ? makeCanvas(size.height, size.width) : makeCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  /** What was on the canvas before a frame that goes again. */
  let saved: Canvas | undefined;
  let dispose = (): void => undefined;

  function save(): Canvas {
    saved ??= makeCanvas(size.width, size.height);
    copy(saved.getContext('2d'), canvas);
    return saved;
  }

  return {
    draw(frame, image) {
      dispose();
      const { left, top, width, height } = frame;
      const before = frame.disposal === 'restore' ? save() : undefined;
      if (!frame.over) context.clearRect(left, top, width, height);
      context.drawImage(image, left, top);
      dispose = () => {
        if (before) copy(context, before);
        else if (frame.disposal === 'clear') context.clearRect(left, top, width, height);
      };
    },
    pixels() {
      const shown = seen.getContext('2d');
      shown.resetTransform();
      shown.fillStyle = 'white';
      shown.fillRect(0, 0, seen.width, seen.height);
      shown.imageSmoothingEnabled = false;
      shown.transform(...orientationMatrix(orientation, size));
      shown.drawImage(canvas, 0, 0);
      return shown.getImageData(0, 0, seen.width, seen.height).data;
    },
    close() {
      for (const each of [canvas, seen, saved]) if (each) each.width = 0;
    },
  };
}

/** All of a canvas, with what is transparent. */
function copy(to: SKRSContext2D, from: Canvas): void {
  to.globalCompositeOperation = 'copy';
  to.drawImage(from, 0, 0);
  to.globalCompositeOperation = 'source-over';
}
