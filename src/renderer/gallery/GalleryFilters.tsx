import { useEffect, useState } from 'preact/hooks';
import { LONGEST_PROMPT } from '../../gallery/entry.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import type { GalleryPeriod } from '../state/gallery/galleryPeriod.ts';
import { texts } from '../text/texts.ts';

/** Milliseconds of rest after which what was typed is looked for. */
const REST = 150;

/** Which pictures are shown. */
export function GalleryFilters() {
  const { pictureGallery: gallery } = useApp();
  const { name, period, favourites } = gallery.query.value;
  const workflows = gallery.view.value?.workflows ?? [];
  const total = gallery.pages.total.value;
  return (
    <>
      <SearchField />
      <div class="select">
        <select
          aria-label={texts.gallery.workflow}
          data-testid="gallery-workflow"
          value={name ?? ''}
          onChange={({ currentTarget: { value } }) => gallery.look({ name: value === '' ? null : value })}
        >
          <option value="">{texts.gallery.allWorkflows}</option>
          {workflows.map((each) => (
            <option key={each.name} value={each.name}>
              {each.name} ({each.count})
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </div>
      <div class="select">
        <select
          aria-label={texts.gallery.time}
          data-testid="gallery-time"
          value={period}
          onChange={({ currentTarget: { value } }) => gallery.look({ period: value as GalleryPeriod })}
        >
          {Object.entries(texts.gallery.periods).map(([key, title]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </div>
      <button
        type="button"
        class="button toggle"
        data-testid="gallery-favourites"
        aria-pressed={favourites}
        onClick={() => gallery.look({ favourites: !favourites })}
      >
        <Icon name="star" />
        {texts.gallery.favorites}
      </button>
      {total !== null && (
        <span class="muted numeric" data-testid="gallery-count" role="status">
          {texts.gallery.count(total)}
        </span>
      )}
    </>
  );
}

function SearchField() {
  const { pictureGallery: gallery } = useApp();
  const searched = gallery.query.value.text;
  const [text, setText] = useState(searched);
  useEffect(() => setText(searched), [searched]);
  useEffect(() => {
    if (text === searched) return;
    const timer = setTimeout(() => gallery.look({ text }), REST);
    return () => clearTimeout(timer);
  }, [gallery, text]);
  return (
    <input
      class="text-field gallery-search"
      type="search"
      data-testid="gallery-search"
      placeholder={texts.gallery.search}
      aria-label={texts.gallery.search}
      autocomplete="off"
      maxLength={LONGEST_PROMPT}
      spellcheck={false}
      value={text}
      onInput={({ currentTarget: { value } }) => setText(value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return;
        event.preventDefault();
        setText('');
      }}
    />
  );
}
