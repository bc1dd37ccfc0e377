import { useComputed } from '@preact/signals';
import { useApp } from '../app/context.ts';
import { fileName } from '../app/writtenFiles.ts';
import { FileButton } from '../components/FileButton.tsx';
import { texts } from '../text/texts.ts';

/** The files that a node wrote, each with the way to it. */
export function WrittenFiles({ id }: { id: string }) {
  const { editor } = useApp();
  const files = useComputed(() => editor.nodeStates.value.get(id)?.files ?? []).value;
  if (files.length === 0) return null;
  return (
    <section class="inspector-section" aria-label={texts.inspector.savedFiles} data-testid="written">
      <h3>{texts.inspector.saved}</h3>
      {files.map((file) => (
        <div key={file} class="written-file">
          <span class="mono path" title={file}>
            <span class="path-folder">{file.slice(0, -fileName(file).length)}</span>
            <span>{fileName(file)}</span>
          </span>
          <FileButton path={file} />
        </div>
      ))}
    </section>
  );
}
