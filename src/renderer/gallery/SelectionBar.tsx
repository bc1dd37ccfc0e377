import type { GalleryEntry } from '../../gallery/entry.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { counted } from '../text/formats.ts';
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
      <span class="numeric">{counted(entries.length, 'picture')} selected</span>
      <span class="grow" />
      <button
        type="button"
        class="button primary"
        data-testid="gallery-compare"
        disabled={!isComparable}
        title={isComparable ? 'Compare (C)' : `Select 2 to ${MOST_COMPARED} pictures to compare them`}
        onClick={compare}
      >
        Compare
      </button>
      <button type="button" class="button" title="Add to favorites (F)" onClick={() => gallery.star(entries, true)}>
        <Icon name="star" />
        Favorite
      </button>
      <button
        type="button"
        class="button"
        data-testid="gallery-delete-selected"
        title="Delete (Del)"
        onClick={() => remove(entries)}
      >
        <Icon name="trash" />
        Delete
      </button>
      <button type="button" class="button" onClick={clear}>
        Clear selection
      </button>
    </div>
  );
}
