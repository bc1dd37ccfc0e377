import { useApp } from '../app/context.ts';
import { download } from '../app/download.ts';
import { pictureFile, pictureName } from '../app/pictureFile.ts';
import { Icon } from '../components/Icon.tsx';
import type { Frame } from './frames.ts';
import { useCopyKey } from './useCopyKey.ts';

interface Props {
  readonly title: string;
  readonly frame: Frame;
  /** Its number among all that can be shown. */
  readonly at: number;
  readonly count: number;
}

/** Copies the picture that is shown, or saves it as a PNG. */
export function PictureActions({ title, frame, at, count }: Props) {
  const { log } = useApp();
  const file = () => pictureFile(frame.picture, frame.index);
  const copy = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': file() })]);
      log.notify({ level: 'success', message: 'Picture copied.' });
    } catch {
      log.notify({
        level: 'warning',
        message: 'The picture was not copied: the browser denied access to the clipboard.',
        remedy: 'Save it instead.',
      });
    }
  };
  const save = async () => download(pictureName(title, at, count), await file());
  useCopyKey(() => void copy());
  return (
    <>
      <button type="button" class="button" data-testid="copy-picture" title="Copy the picture" onClick={copy}>
        <Icon name="copy" />
        Copy
      </button>
      <button type="button" class="button" data-testid="save-picture" title="Save the picture as a PNG" onClick={save}>
        <Icon name="save" />
        Save
      </button>
    </>
  );
}
