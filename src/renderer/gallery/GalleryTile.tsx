import { useEffect, useState } from 'preact/hooks';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { dayAndTime } from '../text/formats.ts';
import { overridesText } from '../text/overridesText.ts';
import { texts } from '../text/texts.ts';

interface Props {
  /** Its place among all. */
  readonly at: number;
  readonly total: number;
  /** Undefined while it is fetched. */
  readonly entry: GalleryEntry | undefined;
  readonly box: { readonly left: number; readonly top: number; readonly side: number };
  readonly isSelected: boolean;
  /** Whether the Tab key leads to it: to one of all, from which arrow keys lead to the others. */
  readonly isReachable: boolean;
  /** Told that it has the focus. */
  visit(): void;
  press(event: KeyboardEvent, at: number, entry: GalleryEntry): void;
  toggle(entry: GalleryEntry): void;
  open(entry: GalleryEntry, at: number): void;
}

/** Address of the small picture of an entry; undefined while there is none. */
export function useSmallPicture(entry: GalleryEntry | undefined): string | undefined {
  const { pictureGallery: gallery } = useApp();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let isShown = true;
    setAddress(undefined);
    if (entry) void gallery.small(entry).then((found) => isShown && setAddress(found));
    return () => {
      isShown = false;
    };
  }, [gallery, entry?.picture]);
  return address;
}

/** "a boat at night, seed 5", for those who hear it. */
export function entryWords({ prompt, name, seeds }: GalleryEntry): string {
  return [prompt || name, overridesText(seeds)].filter((words) => words !== '').join(', ');
}

/** The same with the seed first, where there is room for a line beside others of the same prompt. */
export function captionOf({ prompt, name, seeds }: GalleryEntry): string {
  return [overridesText(seeds), prompt || name].filter((words) => words !== '').join(', ');
}

/** A small picture, which opens large, with its star and its mark. */
export function GalleryTile(props: Props) {
  const { at, total, entry, box, isSelected, isReachable, visit, press, toggle, open } = props;
  const { pictureGallery: gallery } = useApp();
  const address = useSmallPicture(entry);
  const style = { left: `${box.left}px`, top: `${box.top}px`, '--side': `${box.side}px` };
  if (!entry) return <li class="gallery-tile" style={style} aria-setsize={total} aria-posinset={at + 1} />;
  const { favourite, frames, of, number } = entry;
  const words = entryWords(entry);
  const tab = isReachable ? 0 : -1;
  return (
    <li
      class="gallery-tile"
      data-testid="gallery-tile"
      data-favourite={favourite || undefined}
      data-selected={isSelected || undefined}
      style={style}
      aria-setsize={total}
      aria-posinset={at + 1}
    >
      <button
        type="button"
        class="gallery-picture"
        data-testid="gallery-open"
        data-row={at}
        tabIndex={tab}
        aria-label={texts.gallery.showLarge(words)}
        title={texts.gallery.fileOf(words, entry.name, dayAndTime(entry.time))}
        onFocus={visit}
        onKeyDown={(event) => press(event, at, entry)}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) toggle(entry);
          else open(entry, at);
        }}
      >
        {address !== undefined && <img src={address} alt="" draggable={false} />}
      </button>
      <input
        type="checkbox"
        class="gallery-mark"
        data-testid="gallery-mark"
        aria-label={texts.gallery.select(words)}
        title={texts.gallery.selectByKey}
        tabIndex={tab}
        checked={isSelected}
        onChange={() => toggle(entry)}
      />
      <button
        type="button"
        class="icon-button gallery-star"
        data-testid="gallery-star"
        aria-label={texts.gallery.favoriteOf(words)}
        aria-pressed={favourite}
        title={favourite ? texts.gallery.removeFromFavorites : texts.gallery.addToFavorites}
        tabIndex={tab}
        onClick={() => gallery.star([entry], !favourite)}
      >
        <Icon name="star" />
      </button>
      <span class="gallery-line">
        <span class="ellipsis" data-testid="gallery-seed">
          {overridesText(entry.seeds) || entry.title}
        </span>
        {frames !== undefined && <span class="muted numeric">{texts.gallery.frames(frames)}</span>}
        {number !== undefined && of !== undefined && (
          <span class="muted numeric">{texts.gallery.place(number, of)}</span>
        )}
      </span>
    </li>
  );
}
