import { useRef } from 'preact/hooks';
import type { FileKind } from '../../graph/defineNode.ts';
import { animationFormats, filmFormats } from '../../graph/filmFormats.ts';
import { pictureExtensions, pictureFormats } from '../../graph/pictureFormats.ts';
import { problemFrom } from '../../graph/problem.ts';
import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';
import { PicturePicker } from './pictures/PicturePicker.tsx';

const accepts: Readonly<Record<FileKind, string>> = {
  // Media types alone leave out endings that the system does not know, as .jfif.
  image_file: [...pictureFormats.map(({ mediaType }) => mediaType), ...pictureExtensions].join(),
  image_folder: '',
  film_file: [...filmFormats, ...animationFormats]
    .flatMap(({ mediaType, extensions }) => [mediaType, ...extensions])
    .join(),
  latents_file: '.safetensors,.latent',
};

interface Props {
  readonly wants: FileKind;
  readonly value: string;
  choose(path: string): void;
}

/** The files that there are, and a way to bring in others. */
export function FileChoices({ wants, value, choose }: Props) {
  const app = useApp();
  const picker = useRef<HTMLInputElement>(null);
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
    <>
      {wants === 'image_file' && <PicturePicker kind="image" value={value} choose={choose} />}
      {wants === 'image_folder' && <PicturePicker kind="folder" value={value} choose={choose} />}
      {accepts[wants] && (
        <button type="button" class="button" onClick={() => picker.current?.click()}>
          {texts.parameters.importFile}
        </button>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        accept={accepts[wants]}
        onChange={(event) => void importFile(event.currentTarget.files?.[0])}
      />
    </>
  );
}
