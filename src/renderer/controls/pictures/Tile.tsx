import { useEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../protocol/types.ts';
import { useApp } from '../../app/context.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { useSeen } from '../../components/useSeen.ts';
import type { PictureChoice } from './pictureGroups.ts';
import { thumbnailsOf } from './thumbnails.ts';

/** Of an entry that came without a thumbnail, once it is scrolled into view. */
function useThumbnail({ path, thumbnail }: Entry) {
  const { client } = useApp();
  const place = useRef<HTMLSpanElement>(null);
  const [loaded, setLoaded] = useState<string | null>(null);
  const isSeen = useSeen(place, thumbnail === undefined);
  useEffect(() => {
    if (isSeen) void thumbnailsOf(client)(path).then(setLoaded);
  }, [client, path, isSeen]);
  return { place, url: thumbnail ?? loaded };
}

function Thumbnail({ entry }: { entry: Entry }) {
  const { place, url } = useThumbnail(entry);
  return (
    <span ref={place} class="thumbnail">
      {url && <img src={url} alt="" decoding="async" draggable={false} />}
    </span>
  );
}

interface Props {
  readonly choice: PictureChoice;
  readonly icon: IconName;
  readonly chosen: boolean;
  /** Enter in the search field takes it. */
  readonly first: boolean;
  /** Tab leads to it; the arrow keys lead to the others. */
  readonly entered: boolean;
  choose(): void;
  focused(): void;
  move(event: KeyboardEvent): void;
}

/** A picture, or the first four of a folder, with its name. */
export function Tile({ choice, icon, chosen, first, entered, choose, focused, move }: Props) {
  const { path, name, count, pictures } = choice;
  return (
    <button
      type="button"
      class="picture-choice"
      aria-label={count ? `${path}, ${count}` : path}
      aria-pressed={chosen}
      data-first={first || undefined}
      tabIndex={entered ? 0 : -1}
      title={path}
      onClick={choose}
      onFocus={focused}
      onKeyDown={move}
    >
      <span class="mosaic" data-cells={pictures.length > 1 ? 4 : 1}>
        {pictures.length === 0 && <Icon name={icon} />}
        {pictures.map((entry) => (
          <Thumbnail key={entry.path} entry={entry} />
        ))}
      </span>
      <span class="ellipsis">{name}</span>
      {count && <span class="muted">{count}</span>}
    </button>
  );
}
