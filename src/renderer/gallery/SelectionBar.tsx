import type { GalleryEntry } from '../../gallery/entry.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import { canCompare, MOST_COMPARED, type Selection } from './selection.ts';

interface Props {
  readonly selection: Selection;
  compare(): void;
  remove(entries: readonly GalleryEntry[]): void;
  clear(): void;
}

/** What can be done with the pictures that are selected. */
export function SelectionBar({ selection, compare, remove, clear }: Props) {
  const { pictureGallery: gallery } = useApp();
  const entries = [...selection.values()];
  const isComparable = canCompare(selection);
  return (
    <div class="gallery-selection" data-testid="gallery-selection">
      <span class="numeric">{texts.gallery.selected(entries.length)}</span>
      <span class="grow" />
      <button
        type="button"
        class="button primary"
        data-testid="gallery-compare"
        disabled={!isComparable}
        title={isComparable ? texts.gallery.compareByKey : texts.gallery.selectToCompare(MOST_COMPARED)}
        onClick={compare}
      >
        {texts.common.compare}
      </button>
      <button
        type="button"
        class="button"
        title={texts.gallery.addToFavorites}
        onClick={() => gallery.star(entries, true)}
      >
        <Icon name="star" />
        {texts.gallery.favorite}
      </button>
      <button
        type="button"
        class="button"
        data-testid="gallery-delete-selected"
        title={texts.gallery.deleteByKey}
        onClick={() => remove(entries)}
      >
        <Icon name="trash" />
        {texts.common.delete}
      </button>
      <button type="button" class="button" onClick={clear}>
        {texts.gallery.clearSelection}
      </button>
    </div>
  );
}
