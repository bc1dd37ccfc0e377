import { useRef, useState } from 'preact/hooks';
import type { FileKind } from '../../graph/defineNode.ts';
import { Icon } from '../components/Icon.tsx';
import { Popover } from '../components/Popover.tsx';
import { texts } from '../text/texts.ts';
import { FileChoices } from './FileChoices.tsx';
import type { FieldProps } from './field.ts';
import { TextField } from './TextFields.tsx';
import { useGesture } from './useGesture.ts';

interface Props extends FieldProps<string> {
  readonly wants: FileKind;
}

/** A path to type, or to choose. */
export function FileField({ wants, ...field }: Props) {
  const { value, disabled, change } = field;
  const [open, setOpen] = useState(false);
  const gesture = useGesture();
  const anchor = useRef<HTMLButtonElement>(null);
  const label = texts.parameters.chooseFile[wants];
  const choose = (path: string) => {
    gesture.begin();
    change(path, gesture.current());
    setOpen(false);
  };
  return (
    <div class="with-button">
      <TextField {...field} placeholder={texts.parameters.pathOf[wants]} title={value} />
      <button
        ref={anchor}
        type="button"
        class="icon-button raised"
        aria-label={label}
        title={label}
        aria-expanded={open}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        <Icon name="folder" />
      </button>
      {open && (
        <Popover anchor={anchor} opener={anchor} close={() => setOpen(false)} label={label}>
          <FileChoices wants={wants} value={value} choose={choose} />
        </Popover>
      )}
    </div>
  );
}
