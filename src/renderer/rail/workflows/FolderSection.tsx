import { useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { Icon } from '../../components/Icon.tsx';
import { texts } from '../../text/texts.ts';
import { focusFolder } from './focusRow.ts';
import { NameField } from './NameField.tsx';
import { folderTitle, type ListedFolder, nameOfFolder } from './ownFolders.ts';
import type { DragInto } from './useDragInto.ts';
import { WorkflowRow } from './WorkflowRow.tsx';

interface Props {
  readonly folder: ListedFolder;
  /** All folders, to move into. */
  readonly folders: readonly string[];
  /** Path of the open workflow. */
  readonly current: string | null;
  readonly drag: DragInto;
}

/** A folder with its workflows, to open and close, and to drop workflows into. The top has no head of its own. */
export function FolderSection({ folder, folders, current, drag }: Props) {
  const { ownWorkflows } = useApp();
  const [isOpen, setOpen] = useState(true);
  const [isRenaming, setRenaming] = useState(false);
  const { path, entries } = folder;
  const title = folderTitle(path);
  const isEmpty = entries.length === 0 && !folders.some((other) => other.startsWith(`${path}/`));
  return (
    <div class="workflow-folder" data-folder={path} data-over={drag.over === path || undefined}>
      {isRenaming && (
        <NameField
          label={texts.workflows.newNameOfFolder(title)}
          name={nameOfFolder(path)}
          commit={async (name) => {
            const now = await ownWorkflows.renameFolder(path, name);
            if (now !== undefined) focusFolder(now);
            return now !== undefined;
          }}
          done={() => {
            setRenaming(false);
            focusFolder(path);
          }}
        />
      )}
      {path !== '' && !isRenaming && (
        <div class="workflow-row">
          <button
            type="button"
            class="row-button folder"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            onKeyDown={(event) => {
              if (event.key !== 'F2') return;
              event.preventDefault();
              event.stopPropagation();
              setRenaming(true);
            }}
          >
            <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} />
            <Icon name="folder" />
            <span>{title}</span>
            <span class="muted numeric">{entries.length}</span>
          </button>
          <button
            type="button"
            class="icon-button quiet"
            aria-label={texts.workflows.renameFolder(title)}
            title={texts.workflows.renameByKey}
            onClick={() => setRenaming(true)}
          >
            <Icon name="pencil" />
          </button>
          {isEmpty && (
            <button
              type="button"
              class="icon-button quiet"
              aria-label={texts.workflows.deleteFolder(title)}
              title={texts.workflows.deleteFolderAbout}
              onClick={() => void ownWorkflows.removeFolder(path)}
            >
              <Icon name="trash" />
            </button>
          )}
        </div>
      )}
      {(isOpen || path === '') &&
        entries.map((entry) => (
          <WorkflowRow key={entry.path} entry={entry} isOpen={entry.path === current} folders={folders} drag={drag} />
        ))}
    </div>
  );
}
