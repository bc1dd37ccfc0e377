import { Icon } from '../components/Icon.tsx';

interface Props {
  readonly fit: () => void;
  readonly actual: () => void;
  readonly zoomBy: (factor: number) => void;
}

/** Of a stage that `useZoom` moves. */
export function ZoomButtons({ fit, actual, zoomBy }: Props) {
  return (
    <>
      <button type="button" class="icon-button" aria-label="Zoom out" title="Zoom out" onClick={() => zoomBy(1 / 1.5)}>
        <Icon name="minus" />
      </button>
      <button type="button" class="icon-button" aria-label="Zoom in" title="Zoom in" onClick={() => zoomBy(1.5)}>
        <Icon name="plus" />
      </button>
      <button type="button" class="button" onClick={fit}>
        Fit
      </button>
      <button
        type="button"
        class="button"
        data-testid="zoom-actual"
        title="One pixel of the picture on one pixel of the screen"
        onClick={actual}
      >
        1:1
      </button>
    </>
  );
}
