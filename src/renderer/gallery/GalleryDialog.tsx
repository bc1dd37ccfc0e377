import { useEffect, useState } from 'preact/hooks';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { useApp } from '../app/context.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import { CompareEntries } from './CompareEntries.tsx';
import { EntryView } from './EntryView.tsx';
import { GalleryFilters } from './GalleryFilters.tsx';
import { GalleryGrid } from './GalleryGrid.tsx';
import { GalleryNotes } from './GalleryNotes.tsx';
import { GallerySettings } from './GallerySettings.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { canCompare, type Selection } from './selection.ts';
import { useKeys } from './useKeys.ts';

export function GalleryDialog() {
  return useApp().ui.gallery.value ? <OpenGallery /> : null;
}

/** What is shown in place of the grid. */
type Shown =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'compared'; readonly entries: readonly GalleryEntry[] };

/** Every picture that runs made: many small, one large with its facts, or some beside each other. */
function OpenGallery() {
  const app = useApp();
  const { pictureGallery: gallery, ui } = app;
  const [selection, setSelection] = useState<Selection>(new Map());
  const [shown, setShown] = useState<Shown>();
  const [place, setPlace] = useState(0);
  const [showsSettings, setShowsSettings] = useState(false);
  useEffect(() => () => gallery.pages.want(null), [gallery]);
  const clear = () => setSelection(new Map());
  const close = () => {
    ui.gallery.value = false;
  };
  const back = () => {
    if (shown) setShown(undefined);
    else if (selection.size > 0) clear();
    else close();
  };
  const toggle = (entry: GalleryEntry) => {
    const others = new Map(selection);
    if (!others.delete(entry.id)) others.set(entry.id, entry);
    setSelection(others);
  };
  const remove = (entries: readonly GalleryEntry[]) => {
    void gallery.remove(entries);
    const gone = new Set(entries.map(({ id }) => id));
    setSelection(new Map([...selection].filter(([id]) => !gone.has(id))));
  };
  const compare = () => {
    if (canCompare(selection)) setShown({ kind: 'compared', entries: [...selection.values()] });
  };
  useKeys({ c: compare, 'Ctrl+z': gallery.undo });
  const header = (
    <header class="panel-header gallery-header">
      <h2>{texts.gallery.title}</h2>
      <GalleryFilters />
      <span class="grow" />
      <button
        type="button"
        class="button toggle"
        data-testid="gallery-settings"
        aria-expanded={showsSettings}
        onClick={() => setShowsSettings(!showsSettings)}
      >
        {texts.gallery.settings}
      </button>
      <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
        <Icon name="close" />
      </button>
    </header>
  );
  return (
    <Dialog label={texts.gallery.title} class="gallery" testId="gallery" close={back}>
      <div class="gallery-frame">
        {shown?.kind === 'one' && (
          <EntryView
            id={shown.id}
            place={place}
            move={(id, to) => {
              setPlace(to);
              setShown({ kind: 'one', id });
            }}
            remove={remove}
            back={() => setShown(undefined)}
          />
        )}
        {shown?.kind === 'compared' && <CompareEntries entries={shown.entries} back={() => setShown(undefined)} />}
        {!shown && (
          <>
            {header}
            {showsSettings && <GallerySettings />}
            <GalleryNotes />
            <GalleryGrid
              selection={selection}
              place={place}
              visit={setPlace}
              toggle={toggle}
              remove={remove}
              open={(entry, at) => {
                setPlace(at);
                setShown({ kind: 'one', id: entry.id });
              }}
            />
            {selection.size > 0 && (
              <SelectionBar selection={selection} compare={compare} remove={remove} clear={clear} />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
