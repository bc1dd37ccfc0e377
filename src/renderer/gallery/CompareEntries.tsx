import { useRef } from 'preact/hooks';
import type { GalleryEntry } from '../../gallery/entry.ts';
import type { Picture } from '../../graph/events.ts';
import { counted } from '../app/formats.ts';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { CompareView } from '../overlay/CompareView.tsx';
import { useZoom } from '../overlay/useZoom.ts';
import { captionOf, entryWords } from './GalleryTile.tsx';
import { useFocusHere } from './useFocusHere.ts';
import { usePictures } from './usePictures.ts';

interface Props {
  readonly entries: readonly GalleryEntry[];
  back(): void;
}

/** Two pictures over each other with a divider between them, or more in a row. */
export function CompareEntries({ entries, back }: Props) {
  const section = useRef<HTMLElement>(null);
  useFocusHere(section);
  const pictures = usePictures(entries);
  const [first, second] = pictures;
  return (
    <section ref={section} class="gallery-entry" data-testid="gallery-compared" aria-label="Comparison" tabIndex={-1}>
      <header class="panel-header">
        <button type="button" class="button" title="Back to all pictures (Esc)" onClick={back}>
          <Icon name="chevron-left" />
          Gallery
        </button>
        <span class="muted numeric">{counted(entries.length, 'picture')}</span>
      </header>
      {entries.length === 2 && first && second && <Over first={first} second={second} />}
      {entries.length > 2 && (
        <div class="gallery-compared">
          {entries.map((entry, at) => (
            <figure key={entry.id}>
              <Beside picture={pictures[at] ?? null} label={entryWords(entry)} />
              <figcaption class="ellipsis" title={entryWords(entry)}>
                {captionOf(entry)}
              </figcaption>
            </figure>
          ))}
        </div>
      )}
      {entries.length === 2 && (
        <p class="gallery-captions">
          {entries.map((entry) => (
            <span key={entry.id} class="ellipsis">
              {captionOf(entry)}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function Over({ first, second }: { readonly first: Picture; readonly second: Picture }) {
  const stage = useRef<HTMLDivElement>(null);
  const zoom = useZoom(stage, first);
  return (
    <div ref={stage} class="viewer-stage" data-pixels={zoom.scale >= 8 || undefined} {...zoom.handlers}>
      <div class="viewer-picture" style={zoom.style}>
        <CompareView first={{ picture: first, index: 0 }} second={{ picture: second, index: 0 }} />
      </div>
    </div>
  );
}

function Beside({ picture, label }: { readonly picture: Picture | null; readonly label: string }) {
  return <div class="gallery-beside">{picture && <PictureView picture={picture} label={label} />}</div>;
}
