import { useEffect, useRef, useState } from 'preact/hooks';
import { problemFrom } from '../../graph/problem.ts';
import type { Entry } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { Popover } from '../components/Popover.tsx';
import type { FieldProps } from './field.ts';
import { TextField } from './TextFields.tsx';
import { useGesture } from './useGesture.ts';

interface Props extends FieldProps<string> {
  readonly wants: 'image_file' | 'image_folder' | 'latents_file';
}

const accepts = { image_file: 'image/png,image/jpeg,image/webp', image_folder: '', latents_file: '.safetensors' };
const nouns = { image_file: 'picture', image_folder: 'folder of pictures', latents_file: 'latents file' };

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function useEntries(wants: Props['wants'], open: boolean): readonly Entry[] | null | undefined {
  const app = useApp();
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  useEffect(() => {
    if (!open || wants === 'latents_file') return;
    app.client.call('listImages', {}).then(setEntries, (thrown) => app.log.problem(problemFrom(thrown)));
  }, [app, open, wants]);
  const kind = wants === 'image_folder' ? 'folder' : 'image';
  return entries?.filter((entry) => entry.kind === kind);
}

function Choices({
  entries,
  value,
  choose,
}: {
  entries: readonly Entry[] | null | undefined;
  value: string;
  choose(path: string): void;
}) {
  const [query, setQuery] = useState('');
  if (!entries) return <p class="hint">Looking for pictures…</p>;
  const words = query.trim().toLowerCase();
  const found = entries.filter((entry) => entry.path.toLowerCase().includes(words));
  return (
    <>
      <input
        class="text-field"
        type="search"
        placeholder="Search"
        aria-label="Search pictures"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <div class="picture-choices">
        {found.map((entry) => (
          <button
            key={entry.path}
            type="button"
            class="picture-choice"
            aria-pressed={entry.path === value}
            title={entry.path}
            onClick={() => choose(entry.path)}
          >
            {entry.thumbnail ? (
              <img src={entry.thumbnail} alt="" draggable={false} />
            ) : (
              <span class="no-picture">
                <Icon name={entry.kind === 'folder' ? 'folder' : 'image'} />
              </span>
            )}
            <span>{entry.title || nameOf(entry.path)}</span>
          </button>
        ))}
      </div>
      {found.length === 0 && <p class="hint">Nothing found. Import a file, or type its path.</p>}
    </>
  );
}

/** A path to type, to choose among the pictures there are, or to import. */
export function FileField({ wants, ...field }: Props) {
  const { value, disabled, change } = field;
  const app = useApp();
  const [open, setOpen] = useState(false);
  const entries = useEntries(wants, open);
  const gesture = useGesture();
  const anchor = useRef<HTMLButtonElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const choose = (path: string) => {
    gesture.begin();
    change(path, gesture.current());
    setOpen(false);
  };
  const importFile = async (file: File | undefined) => {
    if (!file) return;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      choose((await app.client.call('importFile', { name: file.name, bytes })).path);
    } catch (thrown) {
      app.log.problem(problemFrom(thrown));
    }
  };
  return (
    <div class="with-button">
      <TextField {...field} placeholder={`Path of a ${nouns[wants]}`} title={value} />
      <button
        ref={anchor}
        type="button"
        class="icon-button raised"
        aria-label={`Choose a ${nouns[wants]}`}
        title={`Choose a ${nouns[wants]}`}
        aria-expanded={open}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        <Icon name="folder" />
      </button>
      {open && (
        <Popover anchor={anchor} close={() => setOpen(false)} label={`Choose a ${nouns[wants]}`}>
          {wants !== 'latents_file' && <Choices entries={entries} value={value} choose={choose} />}
          {accepts[wants] && (
            <button type="button" class="button" onClick={() => picker.current?.click()}>
              Import a file
            </button>
          )}
          <input
            ref={picker}
            type="file"
            hidden
            accept={accepts[wants]}
            onChange={(event) => void importFile(event.currentTarget.files?.[0])}
          />
        </Popover>
      )}
    </div>
  );
}
