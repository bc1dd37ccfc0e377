import { createPortal } from 'preact/compat';
import { useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { counted, dayAndTime } from '../../text/formats.ts';
import { focusRow } from './focusRow.ts';

function EmptyTrash({ count, close }: { count: number; close(): void }) {
  const { ownWorkflows } = useApp();
  return createPortal(
    <Dialog label="Empty the trash" class="confirm-dialog" testId="empty-trash" close={close}>
      <h2>Empty the trash?</h2>
      <p>{`${counted(count, 'workflow')} will be deleted for good. This cannot be undone.`}</p>
      <footer class="button-flow">
        <button type="button" class="button" autofocus onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="button primary"
          onClick={() => {
            close();
            void ownWorkflows.emptyTrash();
          }}
        >
          Delete for good
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
      <summary>{`Trash (${trash.length})`}</summary>
      {trash.map(({ id, title, path, deleted }) => (
        <div key={id} class="workflow-row" title={`${path}, deleted ${dayAndTime(deleted)}`}>
          <span class="trashed">{title}</span>
          <button type="button" class="button" aria-label={`Restore ${title}`} onClick={() => void restore(id)}>
            Restore
          </button>
        </div>
      ))}
      <div class="panel-actions">
        <button type="button" class="button" onClick={() => setAsking(true)}>
          Empty trash…
        </button>
      </div>
      {isAsking && <EmptyTrash count={trash.length} close={() => setAsking(false)} />}
    </details>
  );
}
