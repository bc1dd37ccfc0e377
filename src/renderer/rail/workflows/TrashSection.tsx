import { createPortal } from 'preact/compat';
import { useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { dayAndTime } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';
import { focusRow } from './focusRow.ts';

function EmptyTrash({ count, close }: { count: number; close(): void }) {
  const { ownWorkflows } = useApp();
  return createPortal(
    <Dialog label={texts.workflows.emptyTrash} class="confirm-dialog" testId="empty-trash" close={close}>
      <h2>{texts.workflows.emptyTrashQuestion}</h2>
      <p>{texts.workflows.emptyTrashAbout(count)}</p>
      <footer class="button-flow">
        <button type="button" class="button" autofocus onClick={close}>
          {texts.common.cancel}
        </button>
        <button
          type="button"
          class="button primary"
          onClick={() => {
            close();
            void ownWorkflows.emptyTrash();
          }}
        >
          {texts.workflows.deleteForGood}
        </button>
      </footer>
    </Dialog>,
    document.body,
  );
}

/** Workflows that were deleted, to be restored; it is emptied after a question only. */
export function TrashSection() {
  const { ownWorkflows } = useApp();
  const [isAsking, setAsking] = useState(false);
  const trash = ownWorkflows.trash.value;
  if (trash.length === 0) return null;
  const restore = async (id: string) => {
    const path = await ownWorkflows.restore(id);
    if (path !== undefined) focusRow(path);
  };
  return (
    <details class="trash" data-testid="trash">
      <summary>{texts.workflows.trash(trash.length)}</summary>
      {trash.map(({ id, title, path, deleted }) => (
        <div key={id} class="workflow-row" title={texts.workflows.deletedAt(path, dayAndTime(deleted))}>
          <span class="trashed">{title}</span>
          <button
            type="button"
            class="button"
            aria-label={texts.workflows.restoreOf(title)}
            onClick={() => void restore(id)}
          >
            {texts.workflows.restore}
          </button>
        </div>
      ))}
      <div class="panel-actions">
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {texts.workflows.emptyTrashMore}
        </button>
      </div>
      {isAsking && <EmptyTrash count={trash.length} close={() => setAsking(false)} />}
    </details>
  );
}
