import { type ReadonlySignal, signal } from '@preact/signals';
import { setName } from '../../../graph/edit/setWorkflow.ts';
import { problemFrom } from '../../../graph/problem.ts';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import type { EngineClient } from '../../../protocol/protocol.ts';
import type { MovedWorkflow, TrashedWorkflow } from '../../../protocol/types.ts';
import { nameOfFile } from '../../../protocol/workflowName.ts';
import { texts } from '../../text/texts.ts';
import type { EditorStore } from '../document/createEditor.ts';
import type { WorkflowDocument } from '../document/document.ts';
import type { Files } from '../document/files.ts';
import type { Log } from '../log.ts';
import type { Preferences } from '../preferences.ts';

/** The user's workflows as files: names, folders and the trash. What is refused is said; nothing is lost for good but by emptying. */
export interface OwnWorkflows {
  /** By path, without the top. */
  readonly folders: ReadonlySignal<readonly string[]>;
  /** The newest first. */
  readonly trash: ReadonlySignal<readonly TrashedWorkflow[]>;
  refresh(): Promise<void>;
  /** @returns the new path, or nothing where it was refused. An open workflow goes on being open under its new name. */
  rename(path: string, name: string): Promise<string | undefined>;
  /** "" is the top. */
  moveInto(path: string, folder: string): Promise<string | undefined>;
  duplicate(path: string): Promise<string | undefined>;
  /** Into the trash. An open workflow goes on being open, as one that was never saved. */
  remove(path: string): Promise<boolean>;
  /** Back to where it lay; where it is still open, it is that file again. */
  restore(id: string): Promise<string | undefined>;
  /** Deletes what is listed in the trash for good. */
  emptyTrash(): Promise<boolean>;
  createFolder(name: string): Promise<string | undefined>;
  /** With all that lies in it; what is open of it goes along. */
  renameFolder(path: string, name: string): Promise<string | undefined>;
  removeFolder(path: string): Promise<boolean>;
}

interface Dependencies {
  readonly client: EngineClient;
  readonly editor: EditorStore;
  readonly files: Pick<Files, 'refresh' | 'inTurn'>;
  readonly log: Log;
  readonly preferences: Preferences;
  /** Workflows that were closed and can be opened again. */
  readonly closed?: () => readonly WorkflowDocument[];
}

/** An open workflow whose file lies in the trash. */
interface Orphan {
  readonly document: WorkflowDocument;
  readonly saved: Workflow;
  readonly stamp: string | null;
}

export function createOwnWorkflows(dependencies: Dependencies): OwnWorkflows {
  const { client, editor, files, log, preferences, closed = () => [] } = dependencies;
  const folders = signal<readonly string[]>([]);
  const trash = signal<readonly TrashedWorkflow[]>([]);
  const orphans = new Map<string, readonly Orphan[]>();

  const refresh = async () => {
    try {
      [folders.value, trash.value] = await Promise.all([
        client.call('listWorkflowFolders', {}),
        client.call('listTrash', {}),
        files.refresh(),
      ]);
    } catch {
      // Without a connection what was listed stays; the list of workflows says so.
    }
  };

  /** Does it between two saves, and shows what there is then. */
  const told = async <T>(what: string, change: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await files.inTurn(change);
    } catch (thrown) {
      const { message, remedy } = problemFrom(thrown);
      log.notify({ level: 'error', message: `${what} ${message}`, remedy });
      return undefined;
    } finally {
      await refresh();
    }
  };

  /** What is open, or was closed and can be opened again. */
  const allDocuments = (): readonly WorkflowDocument[] => [
    ...editor.tabs.peek().map(({ document }) => document),
    ...closed(),
  ];
  const documentsOf = (path: string) => allDocuments().filter((document) => document.path.peek() === path);

  const follow = (path: string, { path: now, stamp, before }: MovedWorkflow) => {
    const isRenamed = nameOfFile(now) !== nameOfFile(path);
    const renamed = (workflow: Workflow) => (isRenamed ? setName(workflow, nameOfFile(now)) : workflow);
    for (const document of documentsOf(path)) {
      document.path.value = now;
      // What another program wrote meanwhile is still not what is shown here.
      if (document.stamp.peek() === before) document.stamp.value = stamp;
      document.saved.value = renamed(document.saved.peek());
      if (isRenamed) editor.replaceThroughout(document, renamed);
    }
    const { recents } = preferences.values.peek();
    const replaced = recents.map((each) =>
      each.path === path ? { ...each, path: now, ...(isRenamed && { title: nameOfFile(now) }) } : each,
    );
    preferences.set({ recents: replaced });
  };

  /** What lies in a folder that has another name now is what it was. */
  const followFolder = (before: string, now: string) => {
    const moved = (path: string) => (path.startsWith(`${before}/`) ? now + path.slice(before.length) : path);
    for (const document of allDocuments()) {
      const path = document.path.peek();
      if (path !== null) document.path.value = moved(path);
    }
    const { recents } = preferences.values.peek();
    preferences.set({ recents: recents.map((each) => ({ ...each, path: moved(each.path) })) });
  };

  const move = (what: string, path: string, to: { readonly name?: string; readonly folder?: string }) =>
    told(what, async () => {
      const moved = await client.call('moveWorkflow', { path, ...to });
      follow(path, moved);
      return moved.path;
    });

  const orphan = (document: WorkflowDocument): Orphan => {
    const kept = { document, saved: document.saved.peek(), stamp: document.stamp.peek() };
    document.path.value = null;
    document.stamp.value = null;
    document.saved.value = emptyWorkflow();
    return kept;
  };

  const restore = (id: string) =>
    told(texts.messages.workflowWasNotRestored, async () => {
      const { path } = await client.call('restoreWorkflow', { id });
      for (const { document, saved, stamp } of orphans.get(id) ?? []) {
        // It may have been saved as another file since.
        if (document.path.peek() !== null) continue;
        document.path.value = path;
        document.stamp.value = stamp;
        document.saved.value = saved;
      }
      orphans.delete(id);
      return path;
    });

  return {
    folders,
    trash,
    refresh,
    rename: (path, name) => move(texts.messages.workflowWasNotRenamed, path, { name }),
    moveInto: (path, folder) => move(texts.messages.workflowWasNotMoved, path, { folder }),
    duplicate: (path) =>
      told(texts.messages.workflowWasNotDuplicated, async () => (await client.call('copyWorkflow', { path })).path),
    async remove(path) {
      const id = await told(texts.messages.workflowWasNotDeleted, async () => {
        const trashed = await client.call('trashWorkflow', { path });
        orphans.set(trashed.id, documentsOf(path).map(orphan));
        preferences.set({ recents: preferences.values.peek().recents.filter((each) => each.path !== path) });
        return trashed.id;
      });
      if (id === undefined) return false;
      log.notify({
        level: 'success',
        message: texts.messages.movedToTrash(nameOfFile(path)),
        action: { label: texts.messages.undo, run: () => void restore(id) },
      });
      return true;
    },
    restore,
    async emptyTrash() {
      const ids = trash.peek().map(({ id }) => id);
      const done = await told(texts.messages.trashWasNotEmptied, () => client.call('emptyTrash', { ids }));
      if (done === undefined) return false;
      log.notify({ level: 'success', message: texts.messages.deletedForGood(ids.length) });
      return true;
    },
    createFolder: (name) =>
      told(texts.messages.folderWasNotCreated, async () => (await client.call('createWorkflowFolder', { name })).path),
    renameFolder: (path, name) =>
      told(texts.messages.folderWasNotRenamed, async () => {
        const { path: now } = await client.call('renameWorkflowFolder', { path, name });
        followFolder(path, now);
        return now;
      }),
    removeFolder: async (path) =>
      (await told(texts.messages.folderWasNotDeleted, () => client.call('removeWorkflowFolder', { path }))) !==
      undefined,
  };
}
