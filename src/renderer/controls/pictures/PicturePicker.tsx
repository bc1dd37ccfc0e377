import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { problemFrom } from '../../../graph/problem.ts';
import type { Entry } from '../../../protocol/types.ts';
import { useApp } from '../../app/context.ts';
import { pictureGroups } from './pictureGroups.ts';
import { Tile } from './Tile.tsx';

const texts = {
  image: {
    search: 'Search pictures',
    none: 'There are no pictures in the workspace yet. Import one, or type its path.',
  },
  folder: {
    search: 'Search folders',
    none: 'There are no folders with pictures in the workspace yet. Put one there, or type its path.',
  },
} as const;

function useEntries(): readonly Entry[] | null {
  const app = useApp();
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  useEffect(() => {
    app.client.call('listImages', {}).then(setEntries, (thrown) => app.log.problem(problemFrom(thrown)));
  }, [app]);
  return entries;
}

interface Props {
  readonly kind: 'image' | 'folder';
  readonly value: string;
  choose(path: string): void;
}

/** The pictures, or the folders of pictures, that there are, by where they lie. */
export function PicturePicker({ kind, value, choose }: Props) {
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const entries = useEntries();
  const groups = pictureGroups(entries ?? [], kind, query);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'center' });
  }, [entries]);
  return (
    <div class="picture-picker">
      <input
        class="text-field"
        type="search"
        placeholder={texts[kind].search}
        aria-label={texts[kind].search}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <div ref={list} class="picture-groups scroll">
        {groups.map(({ folder, choices }) => (
          <section key={folder} aria-label={folder || 'Workspace'}>
            <h4 class="ellipsis">{folder || 'Workspace'}</h4>
            <div class="picture-choices" data-kind={kind}>
              {choices.map((choice) => (
                <Tile
                  key={choice.path}
                  choice={choice}
                  icon={kind}
                  chosen={choice.path === value}
                  choose={() => choose(choice.path)}
                />
              ))}
            </div>
          </section>
        ))}
        {!entries && <p class="hint">Looking for pictures…</p>}
        {entries && groups.length === 0 && (
          <p class="hint">{query ? `No path has “${query}” in it.` : texts[kind].none}</p>
        )}
      </div>
    </div>
  );
}
