import { useMemo, useRef, useState } from 'preact/hooks';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { ComparePair } from '../pictures/ComparePair.tsx';
import { PairTable } from '../pictures/PairTable.tsx';
import type { Labelled } from '../pictures/PixelValues.tsx';
import { useComparison } from '../pictures/useComparison.ts';
import { usePictureStage } from '../pictures/usePictureStage.ts';
import { ZoomButtons } from '../pictures/ZoomButtons.tsx';
import { texts } from '../text/texts.ts';
import { captionOf, entryWords } from './GalleryTile.tsx';
import { useFocusHere } from './useFocusHere.ts';
import { usePictures } from './usePictures.ts';

interface Props {
  readonly entries: readonly GalleryEntry[];
  back(): void;
}

type Pair = readonly [number, number];

/** Two pictures compared, or more in a row or in a table of all pairs, of which each can be compared. */
export function CompareEntries({ entries, back }: Props) {
  const section = useRef<HTMLElement>(null);
  useFocusHere(section);
  const found = usePictures(entries);
  const known = found.filter((picture) => picture !== undefined).length;
  const pictures = useMemo(() => entries.map((entry, at) => labelledOf(entry, found[at])), [entries, known]);
  const missing = entries.map((_, at) => found[at] === null);
  const isPair = entries.length === 2;
  const [pair, setPair] = useState<Pair | null>(isPair ? [0, 1] : null);
  const [showsPairs, setShowsPairs] = useState(false);
  const leave = pair && !isPair ? () => setPair(null) : back;
  const [first, second] = pair?.map((at) => pictures[at]) ?? [];
  const all = useMemo(() => pictures.flatMap((picture) => picture ?? []), [pictures]);
  const placeOf = (at: number) => pictures.indexOf(all[at]);
  const stage = usePictureStage(first?.frame.picture);
  return (
    <section
      ref={section}
      class="gallery-entry"
      data-testid="gallery-compared"
      aria-label={texts.gallery.comparison}
      tabIndex={-1}
    >
      <header class="panel-header">
        <button
          type="button"
          class="button"
          title={pair && !isPair ? texts.common.back : texts.gallery.backToAll}
          onClick={leave}
        >
          <Icon name="chevron-left" />
          {pair && !isPair ? texts.gallery.count(entries.length) : texts.gallery.title}
        </button>
        {pair ? (
          <span class="muted numeric">{stage.zoom.percent}</span>
        ) : (
          <span class="muted numeric">{texts.gallery.count(entries.length)}</span>
        )}
        <span class="grow" />
        {pair ? (
          <ZoomButtons {...stage.zoom} />
        ) : (
          <button
            type="button"
            class="button toggle"
            data-testid="all-pairs"
            aria-pressed={showsPairs}
            disabled={known < entries.length || all.length < 2}
            onClick={() => setShowsPairs(!showsPairs)}
          >
            {texts.gallery.allPairs}
          </button>
        )}
      </header>
      {first && second && <Compared first={first} second={second} stage={stage} />}
      {pair?.map((at) => missing[at] && entries[at] && <Missing key={at} entry={entries[at]} />)}
      {!pair && showsPairs && (
        <PairTable pictures={all} open={(row, column) => setPair([placeOf(row), placeOf(column)])} />
      )}
      {!pair && !showsPairs && <InRow entries={entries} pictures={pictures} missing={missing} />}
    </section>
  );
}

/** The log says why. */
function Missing({ entry }: { readonly entry: GalleryEntry }) {
  return (
    <p class="empty" role="status">
      {texts.gallery.cannotBeRead(captionOf(entry))}
    </p>
  );
}

function labelledOf(entry: GalleryEntry, picture: ReturnType<typeof usePictures>[number]): Labelled | undefined {
  return picture ? { frame: { picture, index: 0 }, label: captionOf(entry) } : undefined;
}

interface PairProps {
  readonly first: Labelled;
  readonly second: Labelled;
  readonly stage: ReturnType<typeof usePictureStage>;
}

function Compared({ first, second, stage }: PairProps) {
  const comparison = useComparison(first.frame, second.frame);
  return <ComparePair stage={stage} first={first} second={second} comparison={comparison} />;
}

interface RowProps {
  readonly entries: readonly GalleryEntry[];
  readonly pictures: readonly (Labelled | undefined)[];
  readonly missing: readonly boolean[];
}

function InRow({ entries, pictures, missing }: RowProps) {
  return (
    <div class="gallery-compared">
      {entries.map((entry, at) => {
        const shown = pictures[at];
        return (
          <figure key={entry.id}>
            <div class="gallery-beside">
              {shown && <PictureView picture={shown.frame.picture} label={entryWords(entry)} />}
              {missing[at] && <Missing entry={entry} />}
            </div>
            <figcaption class="ellipsis" title={entryWords(entry)}>
              {captionOf(entry)}
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}
