import type { ModelName } from '../graph/models/knownModel.ts';
import type { Problem } from '../graph/problem.ts';
import type { Autosave, AutosaveKey, AutosaveTitle } from './autosave.ts';
import type { Download, DownloadAnswer, DownloadRequest } from './downloads.ts';
import type { GpuRuntime } from './gpu.ts';
import type { ChosenSetting, ModelSetting } from './modelSettings.ts';
import type {
  Device,
  DeviceChoice,
  Entry,
  FoundModel,
  FoundPart,
  KeptAutosaves,
  Memory,
  ModelHashes,
  ModelRoot,
  OpenedWorkflow,
  RunName,
  RunOptions,
  RunRecord,
  SavedWorkflow,
  SaveOver,
  WatchedEvents,
} from './types.ts';

/**
 * The engine protocol: every call and every event, in one table. Both ends are typed by it; `calls.ts` proves at
 * compile time and in a test that no name is missing.
 */
export interface Calls {
  /** Starts a run and answers at once. A run of the same client and `lane` that is under way is dropped for the newer one
   * (live mode: the newest request wins). A run that is known already is not started again. */
  submit: { arguments: RunOptions; result: null };
  /** Events of a run from a number on, up to and with one of type `done`. Answers when there are some, after half a minute
   * in any case. All of a run can be asked for again, while it is under way and for a while after it; only progress that a
   * newer one has made stale is left out. A run that nobody watches for ten minutes is cancelled. A call `ahead` is made
   * before the one before it was answered, and goes on where that one ends; `from` then only tells what has arrived. */
  watch: { arguments: RunName & { readonly from: number; readonly ahead: boolean }; result: WatchedEvents };
  cancel: { arguments: RunName; result: null };
  /** Runs of this client that can be watched, oldest first. */
  runs: { arguments: { client: string }; result: readonly RunRecord[] };
  /** Which execution provider really runs, and why not another. */
  device: { arguments: Record<string, never>; result: Device };
  /** Changes to another once no run is under way, now and for later starts of programs of this user. */
  chooseDevice: { arguments: { choice: DeviceChoice }; result: Device };
  /** Tries every provider of the platform anew. */
  checkDevices: { arguments: Record<string, never>; result: Device };
  memory: { arguments: Record<string, never>; result: Memory };
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
  /** What would be downloaded from the hub. Asks for lists, a header or a small file. */
  planDownload: { arguments: DownloadRequest; result: DownloadAnswer };
  /** Begins a download, or goes on with what is left of one. It belongs to the engine: no client has to stay for it. */
  startDownload: { arguments: DownloadRequest; result: readonly Download[] };
  /** What was fetched is kept. */
  stopDownload: { arguments: { id: string }; result: readonly Download[] };
  /** Takes away what was fetched of one that is neither under way nor done, and forgets it. */
  discardDownload: { arguments: { id: string }; result: readonly Download[] };
  /** Those under way, those that ended since the engine was started, and what is left of earlier ones. */
  downloads: { arguments: Record<string, never>; result: readonly Download[] };
  /** Whether the libraries that CUDA needs are installed, where, and what that takes. */
  gpuState: { arguments: Record<string, never>; result: GpuRuntime };
  /** Begins to install them, or goes on, as one of the downloads; with `repair` every file that is there is checked first. */
  installGpu: { arguments: { repair: boolean }; result: readonly Download[] };
  removeGpu: { arguments: Record<string, never>; result: GpuRuntime };
  /** Drops cached values and idle sessions. */
  free: { arguments: Record<string, never>; result: Memory };
  /** Workflows to start from: examples that come with the program, files of the workspace, recent ones. */
  listWorkflows: { arguments: Record<string, never>; result: readonly Entry[] };
  /** Opening never runs anything. `path` as listed. */
  openWorkflow: { arguments: { path: string }; result: OpenedWorkflow };
  /** Written atomically, the last versions kept. Refused with `file-changed` where the file holds something else than `over`. */
  saveWorkflow: { arguments: { path: string; text: string; over?: SaveOver }; result: SavedWorkflow };
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
  /** Whole path of a written result, for the system's file manager. */
  locateFile: { arguments: { path: string }; result: { path: string } };
  /** Bytes of a written result or a listed picture. */
  readFile: { arguments: { path: string }; result: { bytes: Uint8Array } };
}

export interface Events {
  memory: Memory;
  /** Another window has changed it, or has found out more. */
  device: Device;
  /** All downloads, whenever one of them has changed. */
  downloads: readonly Download[];
  /** The engine process ended and was started again; runs under way are lost, the graph is not. */
  restarted: { problem: Problem };
}

export type CallName = keyof Calls;
export type EventName = keyof Events;

/** What the renderer holds. One interface for Electron (MessagePort) and the browser host (WebSocket). */
export interface EngineClient {
  /** @throws ArcspaceError with the engine's problem. */
  call<N extends CallName>(name: N, args: Calls[N]['arguments']): Promise<Calls[N]['result']>;
  /** @returns the function that ends the subscription. */
  on<N extends EventName>(name: N, handler: (event: Events[N]) => void): () => void;
}

/** The other end: one handler for each call. `emit` reaches every connected client. */
export type EngineHandlers = {
  readonly [N in CallName]: (args: Calls[N]['arguments'], emit: Emit) => Promise<Calls[N]['result']>;
};

export type Emit = <N extends EventName>(name: N, event: Events[N]) => void;
