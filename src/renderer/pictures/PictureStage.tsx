import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Stage } from './usePictureStage.ts';

interface Props {
  readonly stage: Stage;
  /** Whether `stage` fits its picture into this one, where several show it. */
  readonly isMain?: boolean;
  readonly children: ComponentChildren;
}

/** From this many CSS pixels on single pixels are seen, as squares. */
const SQUARES = 8;

/** A picture that is moved and zoomed; the pixel under the pointer is told of. */
export function PictureStage({ stage, isMain = true, children }: Props) {
  const { zoom, pixel, point, leave } = stage;
  const shown = useRef<HTMLDivElement>(null);
  const { onPointerMove, ...handlers } = zoom.handlers;
  const follow = (event: PointerEvent) => {
    onPointerMove(event);
    if (shown.current) point({ at: [event.clientX, event.clientY], shown: shown.current });
  };
  return (
    <div
      ref={isMain ? stage.element : null}
      class="viewer-stage"
      data-pixels={zoom.scale >= SQUARES || undefined}
      {...handlers}
      onPointerMove={follow}
      onPointerLeave={leave}
    >
      <div ref={shown} class="viewer-picture" style={zoom.style}>
        {children}
        {pixel && zoom.scale >= SQUARES && (
          <span
            class="pixel-mark"
            style={{
              left: `${pixel[0] * zoom.scale}px`,
              top: `${pixel[1] * zoom.scale}px`,
              width: `${zoom.scale}px`,
              height: `${zoom.scale}px`,
            }}
          />
        )}
      </div>
    </div>
  );
}
