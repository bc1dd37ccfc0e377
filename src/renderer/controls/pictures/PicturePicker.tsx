import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { problemFrom } from '../../../graph/problem.ts';
import type { Entry } from '../../../protocol/types.ts';
import { useApp } from '../../app/context.ts';
import { texts } from '../../text/texts.ts';
import { pictureGroups } from './pictureGroups.ts';
import { Tile } from './Tile.tsx';
import { useTileKeys } from './useTileKeys.ts';

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
  const [last, setLast] = useState(value);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const keys = useTileKeys(search, list);
  const entries = useEntries();
  const groups = pictureGroups(entries ?? [], kind, query);
  const paths = groups.flatMap(({ choices }) => choices.map(({ path }) => path));
  const entered = paths.includes(last) ? last : paths[0];
  const first = query.trim() === '' ? undefined : paths[0];
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'center' });
  }, [entries]);
  return (
    <div class="picture-picker">
      <input
        ref={search}
        class="text-field"
        type="search"
        placeholder={texts.parameters.pictures[kind].search}
        aria-label={texts.parameters.pictures[kind].search}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first !== undefined) choose(first);
          else keys.enter(event);
        }}
      />
      <div ref={list} class="picture-groups scroll">
        {groups.map(({ folder, choices }) => (
          <section key={folder} aria-label={folder || texts.parameters.workspace}>
            <h4 class="ellipsis">{folder || texts.parameters.workspace}</h4>
            <div class="picture-choices" data-kind={kind}>
              {choices.map((choice) => (
                <Tile
                  key={choice.path}
                  choice={choice}
                  icon={kind}
                  chosen={choice.path === value}
                  first={choice.path === first}
                  entered={choice.path === entered}
                  choose={() => choose(choice.path)}
                  move={keys.move}
                  focused={() => setLast(choice.path)}
                />
              ))}
            </div>
          </section>
        ))}
        {!entries && <p class="hint">{texts.parameters.loadingPictures}</p>}
        {entries && groups.length === 0 && (
          <p class="hint">{query ? texts.parameters.noMatchesFor(query) : texts.parameters.pictures[kind].none}</p>
        )}
      </div>
    </div>
  );
}
