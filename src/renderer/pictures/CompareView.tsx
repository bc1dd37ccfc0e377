import { useRef, useState } from 'preact/hooks';
import { PictureView } from '../components/PictureView.tsx';
import { useArrowKeys } from '../components/useArrowKeys.ts';
import { texts } from '../text/texts.ts';
import type { Frame } from './frames.ts';

/** What one press of an arrow key moves the seam by. */
const STEP = 0.02;

interface Props {
  readonly first: Frame;
  readonly second: Frame;
}

/** Two pictures over each other; the slider moves the seam between them. */
export function CompareView({ first, second }: Props) {
  const [share, setShare] = useState(0.5);
  const divider = useRef<HTMLInputElement>(null);
  useArrowKeys((by) => setShare((now) => Math.min(1, Math.max(0, now + by * STEP))), divider);
  return (
    <div class="compare" style={{ '--share': share }}>
      <PictureView picture={first.picture} frame={first.index} label={texts.viewer.firstPicture} />
      <PictureView picture={second.picture} frame={second.index} label={texts.viewer.secondPicture} class="over" />
      <span class="seam" />
      <input
        ref={divider}
        type="range"
        aria-label={texts.viewer.dividerBetweenPictures}
        data-testid="compare-slider"
        min={0}
        max={1}
        step={0.001}
        value={share}
        onInput={(event) => setShare(event.currentTarget.valueAsNumber)}
        onPointerDown={(event) => event.stopPropagation()}
      />
    </div>
  );
}
