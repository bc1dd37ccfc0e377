import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';

interface Props {
  readonly fit: () => void;
  readonly actual: () => void;
  readonly zoomBy: (factor: number) => void;
}

/** Of a stage that `useZoom` moves. */
export function ZoomButtons({ fit, actual, zoomBy }: Props) {
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={texts.viewer.zoomOut}
        title={texts.viewer.zoomOut}
        onClick={() => zoomBy(1 / 1.5)}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={texts.viewer.zoomIn}
        title={texts.viewer.zoomIn}
        onClick={() => zoomBy(1.5)}
      >
        <Icon name="plus" />
      </button>
      <button type="button" class="button" onClick={fit}>
        {texts.viewer.fit}
      </button>
      <button type="button" class="button" data-testid="zoom-actual" title={texts.viewer.lifeSize} onClick={actual}>
        1:1
      </button>
    </>
  );
}
