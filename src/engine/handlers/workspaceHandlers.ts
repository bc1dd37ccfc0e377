import { join } from 'node:path';
import type { EngineHandlers } from '../../protocol/protocol.ts';
import { createFileService } from '../files/fileService.ts';
import type { Hasher } from '../files/hasher.ts';
import { requireOwnFolder } from '../files/ownFolder.ts';
import { locate, type Places } from '../files/places.ts';
import { availableCodecs } from '../video/availableCodecs.ts';
import { createAutosaves } from '../workspace/autosave.ts';
import { type Folders, rootsOf } from '../workspace/folders.ts';
import { importFile } from '../workspace/importFile.ts';
import { listImages } from '../workspace/listImages.ts';
import { listWorkflows } from '../workspace/listWorkflows.ts';
import { listModelRoots } from '../workspace/modelRoots.ts';
import { createOpenWindows } from '../workspace/openWindows.ts';
import { listBlocks, removeBlock, saveBlock } from '../workspace/ownBlocks.ts';
import { createRecents } from '../workspace/recents.ts';
import { listVersions, readVersion } from '../workspace/versions.ts';
import { openWorkflow, saveWorkflow } from '../workspace/workflowFiles.ts';

type WorkspaceCalls =
  | 'listWorkflows'
  | 'openWorkflow'
  | 'saveWorkflow'
  | 'listVersions'
  | 'readVersion'
  | 'listBlocks'
  | 'saveBlock'
  | 'removeBlock'
  | 'listAutosaves'
  | 'writeAutosave'
  | 'clearAutosave'
  | 'announceWindow'
  | 'listImages'
  | 'modelRoots'
  | 'importFile'
  | 'readsAv1'
  | 'locateFile'
  | 'readFile';

/** Calls about files of the workspace: workflows, what was not saved yet, pictures. */
export function workspaceHandlers(
  folders: Folders,
  allowed: ReadonlySet<string>,
  hasher: Hasher,
): Pick<EngineHandlers, WorkspaceCalls> {
  const places: Places = { roots: rootsOf(folders), allowed };
  const recents = createRecents(join(folders.hidden, 'recents.json'));
  const autosaves = createAutosaves(join(folders.hidden, 'autosaves'));
  const windows = createOpenWindows();
  const requireOwnHidden = () => requireOwnFolder(folders.workspace, folders.hidden);
  // The list of recent files is a convenience: that it cannot be written keeps nobody from working.
  const remember = (path: string) => recents.add(path).catch(() => undefined);
  return {
    listWorkflows: async () => [...(await listWorkflows(folders)), ...(await recents.list(places))],
    async openWorkflow({ path }) {
      const opened = await openWorkflow(folders, places, path);
      if (!opened.readOnly) await remember(path);
      return opened;
    },
    async saveWorkflow({ path, text, over }) {
      await requireOwnHidden();
      const saved = await saveWorkflow(folders, places, { path, text, over });
      await remember(saved.path);
      return saved;
    },
    listVersions: ({ path }) => listVersions(folders, places, path),
    readVersion: async ({ path, time }) => ({ text: await readVersion(folders, places, path, time) }),
    listBlocks: () => listBlocks(folders),
    async saveBlock(block) {
      await requireOwnHidden();
      return saveBlock(folders, places, block);
    },
    async removeBlock({ name }) {
      await requireOwnHidden();
      await removeBlock(folders, name);
      return null;
    },
    listAutosaves: async () => ({
      autosaves: await autosaves.list(),
      open: windows.list(),
      workspace: folders.workspace,
    }),
    async writeAutosave(work) {
      await requireOwnHidden();
      const dropped = await autosaves.write(work);
      return { dropped: dropped.map(({ window, document, name, time }) => ({ window, document, name, time })) };
    },
    async clearAutosave(key) {
      await autosaves.clear(key);
      return null;
    },
    async announceWindow({ window, open }) {
      windows.announce(window, open);
      return { workspace: folders.workspace };
    },
    modelRoots: () => listModelRoots(folders),
    listImages: () => listImages(folders),
    importFile: async ({ name, bytes }) => ({ path: await importFile(folders, name, bytes) }),
    readsAv1: async () => (await availableCodecs.encodings()).includes('av1'),
    locateFile: async ({ path }) => ({
      path: await locate({ ...places, allowed: new Set([...allowed, folders.output]) }, path),
    }),
    async readFile({ path }) {
      const files = createFileService({ places, output: folders.output, workspace: folders.workspace, hasher });
      return { bytes: await files.read(path) };
    },
  };
}
