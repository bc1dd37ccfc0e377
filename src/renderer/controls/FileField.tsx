import { useRef, useState } from 'preact/hooks';
import { problemFrom } from '../../graph/problem.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { Popover } from '../components/Popover.tsx';
import type { FieldProps } from './field.ts';
import { PicturePicker } from './pictures/PicturePicker.tsx';
import { TextField } from './TextFields.tsx';
import { useGesture } from './useGesture.ts';

interface Props extends FieldProps<string> {
  readonly wants: 'image_file' | 'image_folder' | 'latents_file';
}

const accepts = { image_file: 'image/png,image/jpeg,image/webp', image_folder: '', latents_file: '.safetensors' };
const nouns = { image_file: 'picture', image_folder: 'folder of pictures', latents_file: 'latents file' };

/** A path to type, to choose among the pictures there are, or to import. */
export function FileField({ wants, ...field }: Props) {
  const { value, disabled, change } = field;
  const app = useApp();
  const [open, setOpen] = useState(false);
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
          {wants === 'image_file' && <PicturePicker kind="image" value={value} choose={choose} />}
          {wants === 'image_folder' && <PicturePicker kind="folder" value={value} choose={choose} />}
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
