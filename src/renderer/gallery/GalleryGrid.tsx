import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { useApp } from '../app/context.ts';
import { useRowsInSight } from '../rail/useRowsInSight.ts';
import { everyPicture } from '../state/gallery/galleryPeriod.ts';
import { texts } from '../text/texts.ts';
import { GalleryTile } from './GalleryTile.tsx';
import { GAP, gridLayout, placeAfter } from './gridLayout.ts';
import type { Selection } from './selection.ts';

interface Props {
  readonly selection: Selection;
  /** The tile to which the Tab key leads. */
  readonly place: number;
  visit(place: number): void;
  toggle(entry: GalleryEntry): void;
  remove(entries: readonly GalleryEntry[]): void;
  open(entry: GalleryEntry, place: number): void;
}

/** Pictures beside and below each other, of which those are drawn that can be seen. */
export function GalleryGrid({ selection, place, visit, toggle, remove, open }: Props) {
  const { pictureGallery: gallery } = useApp();
  const { pages } = gallery;
  const total = pages.total.value ?? 0;
  const loaded = pages.loaded.value;
  const [width, setWidth] = useState(0);
  const { columns, side, row } = gridLayout(width);
  const sight = useRowsInSight(total, { height: row, columns, spare: 2 });
  const { box, rows } = sight;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth - 2 * EDGE);
    const sized = new ResizeObserver(measure);
    sized.observe(element);
    measure();
    return () => sized.disconnect();
  }, [box]);
  const [first, last] = [rows[0] ?? 0, Math.max(0, ...rows) + 1];
  useLayoutEffect(() => pages.want([first, last]), [pages, first, last]);
  const reachable = Math.min(place, total - 1);
  const hasBegun = useRef(false);
  useLayoutEffect(() => {
    if (hasBegun.current || total === 0 || width === 0) return;
    hasBegun.current = true;
    sight.focus(reachable);
  });
  // What had the keyboard may be gone, as a picture that was deleted is.
  useLayoutEffect(() => {
    if (!hasBegun.current || document.activeElement !== document.body) return;
    if (total > 0) sight.focus(reachable);
    else box.current?.focus();
  });
  const press = (event: KeyboardEvent, at: number, entry: GalleryEntry) => {
    const chosen = selection.has(entry.id) ? [...selection.values()] : [entry];
    const act = {
      f: () => gallery.star(chosen, !entry.favourite),
      ' ': () => toggle(entry),
      Delete: () => remove(chosen),
      Backspace: () => remove(chosen),
    }[event.key];
    const to = placeAfter(event.key, at, { columns, total });
    if (event.ctrlKey || event.metaKey || event.altKey || (!act && to === undefined)) return;
    event.preventDefault();
    if (act) act();
    else if (to !== undefined) {
      visit(to);
      sight.focus(to);
    }
  };
  return (
    <div ref={box} class="gallery-grid scroll" data-testid="gallery-grid" tabIndex={-1}>
      <ul
        class="gallery-tiles"
        aria-label={texts.gallery.pictures}
        style={{ height: `${Math.ceil(total / columns) * row}px` }}
      >
        {rows.map((at) => (
          <GalleryTile
            key={loaded.get(at)?.id ?? at}
            at={at}
            total={total}
            entry={loaded.get(at)}
            box={{ left: (at % columns) * (side + GAP), top: Math.floor(at / columns) * row, side }}
            isSelected={selection.has(loaded.get(at)?.id ?? '')}
            isReachable={at === reachable}
            visit={() => {
              sight.focused(at);
              visit(at);
            }}
            press={press}
            toggle={toggle}
            open={open}
          />
        ))}
      </ul>
      {pages.total.value === 0 && <Nothing />}
      {pages.failed.value && (
        <p class="empty" role="status">
          {texts.gallery.notAllListed}{' '}
          <button type="button" class="link-button" onClick={pages.retry}>
            {texts.gallery.tryAgain}
          </button>
        </p>
      )}
      {pages.total.value === null && !pages.failed.value && <p class="empty">{texts.gallery.loadingPictures}</p>}
    </div>
  );
}

/** CSS pixels at the left and the right of the tiles. */
const EDGE = 16;

function Nothing() {
  const { pictureGallery: gallery } = useApp();
  const query = gallery.query.value;
  const isFiltered = JSON.stringify(query) !== JSON.stringify(everyPicture);
  if (!isFiltered) {
    return (
      <p class="empty" data-testid="gallery-empty">
        {texts.gallery.noPictures}
      </p>
    );
  }
  return (
    <p class="empty" data-testid="gallery-empty">
      {texts.gallery.noMatches}{' '}
      <button type="button" class="link-button" onClick={() => gallery.look(everyPicture)}>
        {texts.gallery.showAll}
      </button>
    </p>
  );
}
