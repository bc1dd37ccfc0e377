import { useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { ToggleField } from '../controls/choices.tsx';
import { bytes } from '../text/formats.ts';
import { texts } from '../text/texts.ts';

const GIB = 1024 ** 3;
const budgets = [0.5, 1, 2, 5, 10, 20, 50, 100].map((gib) => gib * GIB);

/** Whether pictures are kept, how many, and the way to be rid of all. */
export function GallerySettings() {
  const { pictureGallery: gallery } = useApp();
  const view = gallery.view.value;
  /** A size that pictures would go for: that is asked first. */
  const [smaller, setSmaller] = useState<number>();
  if (!view) return null;
  const choose = (budget: number) => {
    const isTooSmall = budget < view.bytes;
    setSmaller(isTooSmall ? budget : undefined);
    if (!isTooSmall) gallery.set({ budget });
  };
  const shrink = () => {
    gallery.set({ budget: smaller });
    setSmaller(undefined);
  };
  const offered = [...new Set([...budgets, view.budget])].sort((one, other) => one - other);
  return (
    <div class="gallery-settings" data-testid="gallery-setting">
      <label class="gallery-setting" for="gallery-keeps">
        {texts.gallery.keepPicturesOfRuns}
        <ToggleField
          id="gallery-keeps"
          testId="gallery-keeps"
          label={texts.gallery.keepPicturesOfRuns}
          value={view.keeps}
          change={(keeps) => gallery.set({ keeps })}
        />
      </label>
      <label class="gallery-setting">
        {texts.gallery.maximumSize}
        <div class="select">
          <select
            data-testid="gallery-budget"
            value={String(smaller ?? view.budget)}
            onChange={({ currentTarget: { value } }) => choose(Number(value))}
          >
            {offered.map((budget) => (
              <option key={budget} value={String(budget)}>
                {bytes(budget)}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" />
        </div>
      </label>
      {smaller !== undefined && (
        <button type="button" class="button" data-testid="gallery-shrink" onClick={shrink}>
          {texts.gallery.deleteOlder(bytes(Math.max(0, view.bytes - smaller)))}
        </button>
      )}
      <span class="muted numeric">
        {texts.gallery.keptHere(view.count, bytes(view.bytes))}
        {view.dropped > 0 && texts.gallery.removedSoFar(view.dropped)}
      </span>
      <span class="grow" />
      <button
        type="button"
        class="button"
        data-testid="gallery-clear"
        disabled={view.count === 0}
        onClick={() => void gallery.removeAll()}
      >
        <Icon name="trash" />
        {texts.gallery.deleteAll}
      </button>
    </div>
  );
}
