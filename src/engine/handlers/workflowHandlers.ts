import { join } from 'node:path';
import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { WorkflowCalls } from '../../protocol/workflowCalls.ts';
import { requireOwnFolder } from '../files/ownFolder.ts';
import type { Folders } from '../workspace/folders.ts';
import { copyWorkflow, moveWorkflow } from '../workspace/moveWorkflow.ts';
import { createRecents } from '../workspace/recents.ts';
import { renameWorkflowFolder } from '../workspace/renameWorkflowFolder.ts';
import { emptyTrash, listTrash, restoreWorkflow, trashWorkflow } from '../workspace/trash.ts';
import { createWorkflowFolder, listWorkflowFolders, removeWorkflowFolder } from '../workspace/workflowFolders.ts';

/** Calls about the user's workflows as files: their names, folders and the trash. */
export function workflowHandlers(folders: Folders): Pick<EngineHandlers, keyof WorkflowCalls> {
  const recents = createRecents(join(folders.hidden, 'recents.json'));
  const requireOwnHidden = () => requireOwnFolder(folders.workspace, folders.hidden);
  return {
    listWorkflowFolders: () => listWorkflowFolders(folders),
    async createWorkflowFolder({ name }) {
      await requireOwnHidden();
      return { path: await createWorkflowFolder(folders, name) };
    },
    async renameWorkflowFolder({ path, name }) {
      await requireOwnHidden();
      const { path: now, moved } = await renameWorkflowFolder(folders, path, name);
      for (const [before, after] of moved) await recents.replace(before, after).catch(() => undefined);
      return { path: now };
    },
    async removeWorkflowFolder({ path }) {
      await removeWorkflowFolder(folders, path);
      return null;
    },
    async moveWorkflow(move) {
      await requireOwnHidden();
      const moved = await moveWorkflow(folders, move);
      // The list of recent files is a convenience: that it cannot be written keeps nobody from working.
      await recents.replace(move.path, moved.path).catch(() => undefined);
      return moved;
    },
    async copyWorkflow({ path }) {
      await requireOwnHidden();
      return { path: await copyWorkflow(folders, path) };
    },
    trashWorkflow: async ({ path }) => ({ id: await trashWorkflow(folders, path) }),
    listTrash: () => listTrash(folders),
    restoreWorkflow: async ({ id }) => ({ path: await restoreWorkflow(folders, id) }),
    async emptyTrash({ ids }) {
      await emptyTrash(folders, ids);
      return null;
    },
  };
}
