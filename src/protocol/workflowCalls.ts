import { z } from 'zod';
import { nothing, path, type SchemasOf } from './callParts.ts';
import type { MovedWorkflow, TrashedWorkflow } from './types.ts';

/** What is done to the user's workflows as files. Paths as listed: of the workspace, never of the program. */
export interface WorkflowCalls {
  /** Folders for workflows by path, each after the one around it: "workflows/portraits". Those without one lie at the top. */
  listWorkflowFolders: { arguments: Record<string, never>; result: readonly string[] };
  /** Refused with `name-taken` where there is one, and with `bad-name` for names that some system refuses. */
  createWorkflowFolder: { arguments: { name: string }; result: { path: string } };
  /** With all that lies in it. Refused as above; "workflows" itself keeps its name. */
  renameWorkflowFolder: { arguments: { path: string; name: string }; result: { path: string } };
  /** An empty one. */
  removeWorkflowFolder: { arguments: { path: string }; result: null };
  /**
   * Gives a workflow another name (without its extension, which stays) or folder ("" for the top), and its versions with it.
   * Refused with `name-taken` where there is one.
   */
  moveWorkflow: {
    arguments: { path: string; name?: string | undefined; folder?: string | undefined };
    result: MovedWorkflow;
  };
  /** Beside it, under a name that is free. */
  copyWorkflow: { arguments: { path: string }; result: { path: string } };
  /** Puts a workflow into the trash of the workspace. */
  trashWorkflow: { arguments: { path: string }; result: { id: string } };
  /** The newest first. */
  listTrash: { arguments: Record<string, never>; result: readonly TrashedWorkflow[] };
  /** Puts a workflow back where it lay. Refused with `name-taken` where another lies there now. */
  restoreWorkflow: { arguments: { id: string }; result: { path: string } };
  /** Deletes what is in the trash for good; these only. */
  emptyTrash: { arguments: { ids: readonly string[] }; result: null };
}

const name = z.string().min(1).max(1000);
const trashId = z.string().regex(/^\d{1,16}$/);

export const workflowCallSchemas: SchemasOf<WorkflowCalls> = {
  listWorkflowFolders: nothing,
  createWorkflowFolder: z.object({ name }),
  renameWorkflowFolder: z.object({ path, name }),
  removeWorkflowFolder: z.object({ path }),
  moveWorkflow: z.object({ path, name: name.optional(), folder: z.string().max(4096).optional() }),
  copyWorkflow: z.object({ path }),
  trashWorkflow: z.object({ path }),
  listTrash: nothing,
  restoreWorkflow: z.object({ id: trashId }),
  emptyTrash: z.object({ ids: z.array(trashId).max(100_000) }),
};
