import { useApp } from '../app/context.ts';
import { download } from '../app/download.ts';
import { pictureFile, pictureName } from '../app/pictureFile.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
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
      log.notify({ level: 'success', message: texts.viewer.pictureCopied });
    } catch {
      log.notify({
        level: 'warning',
        message: texts.viewer.notCopied,
        remedy: texts.viewer.saveItInstead,
      });
    }
  };
  const save = async () => download(pictureName(title, at, count), await file());
  useCopyKey(() => void copy());
  return (
    <>
      <button type="button" class="button" data-testid="copy-picture" title={texts.viewer.copyPicture} onClick={copy}>
        <Icon name="copy" />
        {texts.viewer.copy}
      </button>
      <button
        type="button"
        class="button"
        data-testid="save-picture"
        title={texts.viewer.savePictureAsPng}
        onClick={save}
      >
        <Icon name="save" />
        {texts.common.save}
      </button>
    </>
  );
}
