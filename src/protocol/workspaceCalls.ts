import { z } from 'zod';
import { type ModelName, modelRoles } from '../graph/models/knownModel.ts';
import { LONGEST_MODEL_NAME } from '../graph/workflow/schema.ts';
import {
  type Autosave,
  type AutosaveKey,
  type AutosaveTitle,
  autosaveIdSchema,
  autosaveKeySchema,
  autosaveSchema,
} from './autosave.ts';
import { id, nothing, path, type SchemasOf } from './callParts.ts';
import type { ChosenSetting, ModelSetting } from './modelSettings.ts';
import type {
  Entry,
  FileVersion,
  FoundModel,
  FoundPart,
  KeptAutosaves,
  ModelHashes,
  ModelRoot,
  OpenedWorkflow,
  OwnBlockFile,
  SavedWorkflow,
  SaveOver,
} from './types.ts';

/** What lies in the workspace and beside it: workflows, pictures, models, unsaved work. */
export interface WorkspaceCalls {
  models: { arguments: Record<string, never>; result: readonly FoundModel[] };
  /** Parts of models in files of their own, LoRAs and embeddings. */
  modelParts: { arguments: Record<string, never>; result: readonly FoundPart[] };
  /** sha256 of files of these, for each by file; of those only whose hash is known or quick. The others are hashed
   * after the answer. Of what is not there or cannot be looked into nothing is known. */
  modelHashes: { arguments: { models: readonly ModelName[] }; result: readonly ModelHashes[] };
  /** What can be said of a checkpoint that its file does not say; empty for models that are folders. */
  modelSettings: { arguments: { model: string }; result: readonly ModelSetting[] };
  /** Writes one of them into the file of settings beside the checkpoint. */
  setModelSetting: { arguments: ChosenSetting; result: readonly ModelSetting[] };
  /** The folders that models are looked for in; where two hold a model of the same name, the first counts. */
  modelRoots: { arguments: Record<string, never>; result: readonly ModelRoot[] };
  /** Workflows to start from: examples that come with the program, files of the workspace, recent ones. */
  listWorkflows: { arguments: Record<string, never>; result: readonly Entry[] };
  /** Opening never runs anything. `path` as listed. */
  openWorkflow: { arguments: { path: string }; result: OpenedWorkflow };
  /** Written atomically, the last versions kept. Refused with `file-changed` where the file holds something else than `over`. */
  saveWorkflow: { arguments: { path: string; text: string; over?: SaveOver }; result: SavedWorkflow };
  /** Blocks of the user's own, by name. */
  /** What the file of a workflow held before it was saved over, the newest first. */
  listVersions: { arguments: { path: string }; result: readonly FileVersion[] };
  readVersion: { arguments: { path: string; time: number }; result: { text: string } };
  listBlocks: { arguments: Record<string, never>; result: readonly OwnBlockFile[] };
  /** Written atomically; the last versions of one of the same name are kept. */
  saveBlock: { arguments: OwnBlockFile; result: SavedWorkflow };
  /** The last version is kept. */
  removeBlock: { arguments: { name: string }; result: null };
  /** Unsaved work of all windows, the newest first, and which windows are open. */
  listAutosaves: { arguments: Record<string, never>; result: KeptAutosaves };
  /** Answers what had to go to stay within the limits. */
  writeAutosave: { arguments: Autosave; result: { dropped: readonly AutosaveTitle[] } };
  clearAutosave: { arguments: AutosaveKey; result: null };
  /** Said again every now and then while a window is open: what it keeps is not lost. */
  announceWindow: { arguments: { window: string; open: boolean }; result: { workspace: string } };
  /** Picture files and folders that workflows may name. */
  listImages: { arguments: Record<string, never>; result: readonly Entry[] };
  /** Puts a dropped file into the workspace; answers the relative path to name it by. */
  importFile: { arguments: { name: string; bytes: Uint8Array }; result: { path: string } };
  /** Whether films in AV1, as AVIF sequences are, can be read here. */
  readsAv1: { arguments: Record<string, never>; result: boolean };
  /** Whole path of a written result, for the system's file manager. */
  locateFile: { arguments: { path: string }; result: { path: string } };
  /** Bytes of a written result or a listed picture. */
  readFile: { arguments: { path: string }; result: { bytes: Uint8Array } };
}

/** A workflow's file or a picture: far more than either needs, far less than memory. */
const text = z.string().max(64 * 1024 * 1024);
const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= 256 * 1024 * 1024, 'at most 256 MiB');
const modelName = z.string().min(1).max(LONGEST_MODEL_NAME);
const settingValue = z.union([z.string().max(1000), z.number(), z.boolean(), z.null(), z.array(z.number()).max(100)]);

export const workspaceCallSchemas: SchemasOf<WorkspaceCalls> = {
  models: nothing,
  modelParts: nothing,
  modelHashes: z.object({
    models: z.array(z.object({ role: z.enum(modelRoles), name: modelName })).max(1000),
  }),
  modelSettings: z.object({ model: modelName }),
  setModelSetting: z.object({ model: modelName, part: id, key: id, value: settingValue }),
  modelRoots: nothing,
  listWorkflows: nothing,
  openWorkflow: z.object({ path }),
  saveWorkflow: z.object({ path, text, over: z.string().max(100).nullable().optional() }),
  listVersions: z.object({ path }),
  readVersion: z.object({ path, time: z.int().min(0) }),
  listBlocks: nothing,
  saveBlock: z.object({ name: id, text }),
  removeBlock: z.object({ name: id }),
  listAutosaves: nothing,
  writeAutosave: autosaveSchema,
  clearAutosave: autosaveKeySchema,
  announceWindow: z.object({ window: autosaveIdSchema, open: z.boolean() }),
  listImages: nothing,
  importFile: z.object({ name: path, bytes }),
  readsAv1: nothing,
  locateFile: z.object({ path }),
  readFile: z.object({ path }),
};
