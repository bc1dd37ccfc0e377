import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { useArrowKeys } from '../components/useArrowKeys.ts';
import { PictureActions } from '../pictures/PictureActions.tsx';
import { PictureStage } from '../pictures/PictureStage.tsx';
import { PixelValues } from '../pictures/PixelValues.tsx';
import { usePictureStage } from '../pictures/usePictureStage.ts';
import { ZoomButtons } from '../pictures/ZoomButtons.tsx';
import { texts } from '../text/texts.ts';
import { EntryFacts } from './EntryFacts.tsx';
import { entryWords, useSmallPicture } from './GalleryTile.tsx';
import { openWorkflowOf, useValuesOf } from './galleryActions.ts';
import { useFocusHere } from './useFocusHere.ts';
import { useKeys } from './useKeys.ts';
import { usePictures } from './usePictures.ts';

interface Props {
  readonly id: string;
  /** Where it was in the list when it was opened; others may have come since. */
  readonly place: number;
  move(id: string, place: number): void;
  remove(entries: readonly GalleryEntry[]): void;
  back(): void;
}

/** Places before and after the shown one that are fetched. */
const NEAR = 20;

/** A picture of the list, large, with its facts and with those beside it in reach. */
export function EntryView({ id, place, move, remove, back }: Props) {
  const { pictureGallery: gallery } = useApp();
  const { loaded, total, want } = gallery.pages;
  useEffect(() => want([Math.max(0, place - NEAR), place + NEAR]), [want, place]);
  const found = [...loaded.value].find(([, entry]) => entry.id === id);
  const newest = useRef(found?.[1]);
  newest.current = found?.[1] ?? newest.current;
  const entry = newest.current;
  const at = found?.[0] ?? place;
  const step = (by: -1 | 1) => {
    const next = loaded.peek().get(at + by);
    if (next) move(next.id, at + by);
  };
  const removeShown = () => {
    if (!entry) return;
    const next = loaded.peek().get(at + 1) ?? loaded.peek().get(at - 1);
    remove([entry]);
    if (next) move(next.id, Math.max(0, next === loaded.peek().get(at + 1) ? at : at - 1));
    else back();
  };
  if (!entry) return null;
  const count = total.value ?? 0;
  return <Large entry={entry} at={at} count={count} step={step} remove={removeShown} back={back} />;
}

interface LargeProps {
  readonly entry: GalleryEntry;
  readonly at: number;
  readonly count: number;
  step(by: -1 | 1): void;
  remove(): void;
  back(): void;
}

function Large({ entry, at, count, step, remove, back }: LargeProps) {
  const app = useApp();
  const { pictureGallery: gallery } = app;
  const section = useRef<HTMLElement>(null);
  const [picture] = usePictures([entry]);
  const small = useSmallPicture(entry);
  const stage = usePictureStage(entry);
  const { zoom } = stage;
  useLayoutEffect(zoom.fit, [entry.id]);
  useFocusHere(section);
  useArrowKeys(step);
  useKeys({ f: () => gallery.star([entry], !entry.favourite), Delete: remove, Backspace: remove });
  const words = entryWords(entry);
  return (
    <section ref={section} class="gallery-entry" data-testid="gallery-entry" aria-label={words} tabIndex={-1}>
      <header class="panel-header">
        <button type="button" class="button" data-testid="gallery-back" title={texts.gallery.backToAll} onClick={back}>
          <Icon name="chevron-left" />
          {texts.gallery.title}
        </button>
        <span class="muted numeric">{texts.gallery.placeAndZoom(at + 1, count, zoom.percent)}</span>
        <span class="grow" />
        <button
          type="button"
          class="icon-button"
          aria-label={texts.gallery.newer}
          title={texts.gallery.newerByKey}
          disabled={at === 0}
          onClick={() => step(-1)}
        >
          <Icon name="chevron-left" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={texts.gallery.older}
          title={texts.gallery.olderByKey}
          disabled={at + 1 >= count}
          onClick={() => step(1)}
        >
          <Icon name="chevron-right" />
        </button>
        <ZoomButtons {...zoom} />
        {picture && <PictureActions title={entry.name} frame={{ picture, index: 0 }} at={0} count={1} />}
      </header>
      <div class="gallery-entry-body">
        <div class="gallery-stage">
          <PictureStage stage={stage}>
            {picture && <PictureView picture={picture} label={words} />}
            {!picture && small !== undefined && <img class="picture" src={small} alt={words} draggable={false} />}
          </PictureStage>
          {picture && <PixelValues stage={stage} pictures={[{ frame: { picture, index: 0 }, label: words }]} />}
        </div>
        <aside class="gallery-facts scroll" aria-label={texts.gallery.aboutThisPicture}>
          <div class="gallery-actions">
            <button
              type="button"
              class="button primary"
              data-testid="gallery-open-workflow"
              onClick={() => void openWorkflowOf(app, entry)}
            >
              <Icon name="open" />
              {texts.gallery.openWorkflow}
            </button>
            <button
              type="button"
              class="button"
              data-testid="gallery-use-values"
              title={texts.gallery.useValuesAbout}
              onClick={() => void useValuesOf(app, entry)}
            >
              {texts.gallery.useValues}
            </button>
            <button
              type="button"
              class="button toggle"
              data-testid="gallery-favourite"
              aria-pressed={entry.favourite}
              title={entry.favourite ? texts.gallery.removeFromFavorites : texts.gallery.addToFavorites}
              onClick={() => gallery.star([entry], !entry.favourite)}
            >
              <Icon name="star" />
              {texts.gallery.favorite}
            </button>
            <button
              type="button"
              class="button"
              data-testid="gallery-delete"
              title={texts.gallery.deleteByKey}
              onClick={remove}
            >
              <Icon name="trash" />
              {texts.common.delete}
            </button>
          </div>
          <EntryFacts entry={entry} />
        </aside>
      </div>
    </section>
  );
}
