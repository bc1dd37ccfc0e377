import { useEffect, useRef } from 'preact/hooks';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { useApp } from '../app/context.ts';
import { download } from '../app/download.ts';
import { useDismiss } from '../components/useDismiss.ts';
import { pathFor } from '../state/document/pathFor.ts';
import { texts } from '../text/texts.ts';

/** What Save offers while the host is away: a copy that the browser downloads. */
export function DownloadForm() {
  const { autosave, editor, log, ui } = useApp();
  const form = useRef<HTMLDivElement>(null);
  const close = () => {
    ui.saveAs.value = false;
  };
  useDismiss(form, close);
  // It goes when the connection is back: saving is possible again.
  useEffect(() => close, []);
  const workflow = editor.whole.value;
  const name = editor.document.value.path.value?.split(/[/\\]/).at(-1) ?? pathFor(workflow.name);
  const save = () => {
    download(name, new Blob([serializeWorkflow(workflow)], { type: 'application/json' }));
    log.notify({
      level: 'success',
      message: texts.shell.downloaded(name),
      remedy: texts.shell.notInWorkspace,
    });
    close();
  };
  return (
    <div
      ref={form}
      class="popover save-as"
      role="dialog"
      aria-label={texts.shell.saveWhileNotConnected}
      data-testid="save-offline"
    >
      <p>{texts.shell.cannotSave}</p>
      <button
        type="button"
        class="button primary"
        data-testid="download-workflow"
        ref={(element) => element?.focus()}
        onClick={save}
      >
        {texts.shell.download(name)}
      </button>
      <p class="hint">{autosave.isKept(editor.document.value) ? texts.shell.workIsKept : texts.shell.workIsNotKept}</p>
    </div>
  );
}
