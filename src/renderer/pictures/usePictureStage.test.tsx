// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PictureStage } from './PictureStage.tsx';
import type { Size } from './pixels.ts';
import { type Stage, usePictureStage } from './usePictureStage.ts';

let stage: Stage;

/** Puts the stage's middle at the corner of the page, and the picture where the page was last told to show it. */
function Probe({ size }: { readonly size: Size }) {
  stage = usePictureStage(size);
  const along = (at: string) => Number(/\+ (-?[\d.]+)px/.exec(at)?.[1]);
  const { left, top } = stage.zoom.style;
  const { scale } = stage.zoom;
  const box = new DOMRect(along(left), along(top), size.width * scale, size.height * scale);
  const keepBox = (element: HTMLElement | null) => {
    const shown = element?.querySelector('.viewer-picture');
    if (shown) shown.getBoundingClientRect = () => box;
  };
  return (
    <div ref={keepBox}>
      <PictureStage stage={stage}>{null}</PictureStage>
    </div>
  );
}

const square = (side: number): Size => ({ width: side, height: side });
const show = (size: Size) => act(() => render(<Probe size={size} />, document.body));
const send = (type: string, clientX = 0, clientY = 0) =>
  act(() => {
    const event = new PointerEvent(type, { bubbles: type !== 'pointerleave', pointerId: 1, clientX, clientY });
    document.querySelector('.viewer-stage')?.dispatchEvent(event);
  });

beforeEach(() => {
  HTMLElement.prototype.setPointerCapture = () => undefined;
  show(square(100));
  act(() => stage.zoom.actual());
});
afterEach(() => render(null, document.body));

describe('the pixel that is told of', () => {
  it('is the one under the pointer, and none once it has left', () => {
    send('pointermove', 10, -20);
    expect(stage.pixel).toEqual([60, 30]);
    send('pointerleave');
    expect(stage.pixel).toBeUndefined();
  });

  it('stays under the pointer that drags the picture along', () => {
    send('pointermove', 10, 10);
    send('pointerdown', 10, 10);
    send('pointermove', 30, 15);
    expect(stage.pixel).toEqual([60, 60]);
    send('pointermove', 90, -15);
    expect(stage.pixel).toEqual([60, 60]);
  });

  it('is another one when the picture is zoomed under the pointer', () => {
    send('pointermove', 20, 20);
    act(() => stage.zoom.zoomBy(2));
    expect(stage.pixel).toEqual([60, 60]);
  });

  it('is none in a picture that has no such place, and is there again in one that has it', () => {
    act(() => stage.visit([80, 90]));
    show(square(64));
    expect([stage.pixel, stage.place]).toEqual([undefined, [80, 90]]);
    show(square(100));
    expect(stage.pixel).toEqual([80, 90]);
  });

  it('is the typed one, though the pointer rests on another, until it moves', () => {
    send('pointermove', 0, 0);
    act(() => stage.visit([3, 4]));
    expect(stage.pixel).toEqual([3, 4]);
    send('pointerleave');
    expect(stage.pixel).toEqual([3, 4]);
    // It was brought to the middle.
    send('pointermove', 1, 1);
    expect(stage.pixel).toEqual([4, 5]);
  });
});
