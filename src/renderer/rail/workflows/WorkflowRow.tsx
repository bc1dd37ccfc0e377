import { useState } from 'preact/hooks';
import type { Entry } from '../../../protocol/types.ts';
import { nameOfFile } from '../../../protocol/workflowName.ts';
import { useApp } from '../../app/context.ts';
import { Icon } from '../../components/Icon.tsx';
import { texts } from '../../text/texts.ts';
import { focusBeside, focusRow } from './focusRow.ts';
import { NameField } from './NameField.tsx';
import { folderOf, folderTitle } from './ownFolders.ts';
import { RowMenu } from './RowMenu.tsx';
import type { DragInto } from './useDragInto.ts';

interface Props {
  readonly entry: Entry;
  readonly isOpen: boolean;
  /** Where it can be moved to. */
  readonly folders: readonly string[];
  readonly drag: DragInto;
}

/** A workflow of the workspace: a click opens it, the menu or keys rename, duplicate, move and delete it. */
export function WorkflowRow({ entry, isOpen, folders, drag }: Props) {
  const { files, ownWorkflows } = useApp();
  const [isRenaming, setRenaming] = useState(false);
  const [menu, setMenu] = useState<readonly [number, number] | null>(null);
  const { path, title } = entry;

  const found = async (change: Promise<string | undefined>) => {
    const now = await change;
    if (now !== undefined) focusRow(now);
    return now !== undefined;
  };
  const remove = () => {
    focusBeside(path);
    void ownWorkflows.remove(path);
  };
  if (isRenaming) {
    return (
      <NameField
        label={texts.workflows.newNameOf(title)}
        name={nameOfFile(path)}
        commit={(name) => found(ownWorkflows.rename(path, name))}
        done={() => setRenaming(false)}
      />
    );
  }
  const goals = ['', ...folders].filter((folder) => folder !== folderOf(path));
  const press = (event: KeyboardEvent) => {
    if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="workflow-row" data-dragged={drag.dragged === path || undefined}>
      <button
        type="button"
        class="row-button"
        data-workflow={path}
        aria-current={isOpen}
        title={entry.description || path}
        onClick={() => void files.open(path)}
        onKeyDown={press}
        onPointerDown={(event) => drag.press(event, path)}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu([event.clientX, event.clientY]);
        }}
      >
        {title}
      </button>
      <button
        type="button"
        class="icon-button quiet"
        aria-label={texts.workflows.moreFor(title)}
        aria-haspopup="menu"
        title={texts.workflows.more}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          setMenu([left, bottom]);
        }}
      >
        <Icon name="more" />
      </button>
      {menu && (
        <RowMenu
          label={title}
          at={menu}
          close={() => setMenu(null)}
          sections={[
            {
              items: [
                { id: 'open', title: texts.common.open, run: () => void files.open(path) },
                { id: 'rename', title: texts.common.rename, keys: 'F2', run: () => setRenaming(true) },
                {
                  id: 'duplicate',
                  title: texts.workflows.duplicate,
                  run: () => void found(ownWorkflows.duplicate(path)),
                },
              ],
            },
            ...(goals.length > 0
              ? [
                  {
                    title: texts.workflows.moveTo,
                    items: goals.map((folder) => ({
                      id: `move-${folder}`,
                      title: folderTitle(folder),
                      run: () => void found(ownWorkflows.moveInto(path, folder)),
                    })),
                  },
                ]
              : []),
            {
              items: [
                { id: 'delete', title: texts.workflows.moveToTrash, keys: texts.workflows.deleteKey, run: remove },
              ],
            },
          ]}
        />
      )}
    </div>
  );
}
