import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { onReconnect } from '../hosts/onReconnect.ts';
import { createHistoryStore } from '../page/historyStore.ts';
import { openWindows } from '../page/openWindows.ts';
import { createResultStore } from '../page/resultStore.ts';
import { createSweepStore } from '../page/sweepStore.ts';
import { createTabPlaces } from '../page/tabPlaces.ts';
import { createWorkStore } from '../page/workStore.ts';
import { type ReadWorkflow, workflowReader } from '../reading/readWorkflow.ts';
import { followCacheBudget } from '../state/cacheBudget.ts';
import { type ClosedTabs, createClosedTabs } from '../state/document/closedTabs.ts';
import { createEditor } from '../state/document/createEditor.ts';
import { createFiles, type Files } from '../state/document/files.ts';
import { createLevelEditor, type LevelEditor } from '../state/document/levelEditor.ts';
import { createMissingModels, type MissingModels } from '../state/document/missingModels.ts';
import { createDownloads, type Downloads } from '../state/downloads.ts';
import { createEngineStatus, type EngineStatus } from '../state/engineStatus.ts';
import { createGallery, type Gallery } from '../state/gallery/gallery.ts';
import { createPictureGallery, type PictureGallery } from '../state/gallery/pictureGallery.ts';
import { createJobQueue, type JobQueue } from '../state/jobs/jobQueue.ts';
import { createSharedQueue, type SharedQueue } from '../state/jobs/sharedQueue.ts';
import { createSweeps, type Sweeps } from '../state/jobs/sweeps.ts';
import { type Autosave, createAutosave } from '../state/kept/autosave.ts';
import { createKeptHistory, type KeptHistory } from '../state/kept/keptHistory.ts';
import { createKeptResults, type KeptResults } from '../state/kept/keptResults.ts';
import { createPresence, type Presence } from '../state/kept/presence.ts';
import { createRecovery, type Recovery } from '../state/kept/recovery.ts';
import { createLog, type Log } from '../state/log.ts';
import { createOwnBlocks, type OwnBlocks } from '../state/own/ownBlocks.ts';
import { createOwnWorkflows, type OwnWorkflows } from '../state/own/ownWorkflows.ts';
import { createPreferences, type KeyValueStore, type Preferences } from '../state/preferences.ts';
import { createRunController, type RunController } from '../state/run/controller.ts';
import { dismissSolved } from '../state/run/solvedProblems.ts';
import { decodedPicture } from './decodedPicture.ts';
import { thumbnailOf, thumbnailSoFar } from './thumbnail.ts';
import { createUserInterface, type UserInterface } from './userInterface.ts';
import { createWrittenFiles, type WrittenFiles } from './writtenFiles.ts';

/** The desktop's own windows for files. Paths that the user chose; null when they changed their mind. */
export interface FileDialogs {
  chooseToOpen(): Promise<string | null>;
  chooseToSave(suggestedName: string): Promise<string | null>;
  /** Shows a file in the system's file manager. */
  reveal(path: string): Promise<void>;
}

/** Everything that the interface works with, in one hand. */
export interface App {
  readonly client: HostClient;
  /** What is seen of the workflow: the level that is open. */
  readonly editor: LevelEditor;
  readonly closedTabs: ClosedTabs;
  readonly runs: RunController;
  readonly sweeps: Sweeps;
  readonly queue: JobQueue;
  readonly sharedQueue: SharedQueue;
  readonly files: Files;
  /** Reads workflows that are not opened. */
  readonly read: ReadWorkflow;
  readonly gallery: Gallery;
  readonly pictureGallery: PictureGallery;
  readonly engine: EngineStatus;
  readonly missingModels: MissingModels;
  readonly ownBlocks: OwnBlocks;
  readonly ownWorkflows: OwnWorkflows;
  readonly downloads: Downloads;
  readonly log: Log;
  readonly preferences: Preferences;
  readonly ui: UserInterface;
  readonly autosave: Autosave;
  readonly recovery: Recovery;
  readonly keptResults: KeptResults;
  readonly keptHistory: KeptHistory;
  readonly presence: Presence;
  readonly written: WrittenFiles;
  /** The desktop's own file dialogs; null in a browser. */
  readonly dialogs: FileDialogs | null;
  dispose(): void;
}

/** @param ofWindow keeps what is this window's alone; `store` is that of all */
export function createApp(
  client: HostClient,
  registry: NodeRegistry,
  store: KeyValueStore,
  dialogs: FileDialogs | null = null,
  ofWindow: KeyValueStore = store,
): App {
  const log = createLog();
  const preferences = createPreferences(store);
  const whole = createEditor(registry);
  const editor = createLevelEditor(whole);
  const gallery = createGallery(
    (workflow, id) => {
      const node = workflow.nodes.find((each) => each.id === id);
      return node ? nodeTitle(node, registry) : id;
    },
    (type) => registry.get(type)?.terminal === true,
    () => preferences.values.peek().resultsBudget,
  );
  const sharedQueue = createSharedQueue(client, preferences, log);
  const place = () => sharedQueue.place.peek();
  const runs = createRunController({ client, editor: whole, log, seen: gallery.see, place });
  const queue = createJobQueue(client, whole, log, place);
  const closedTabs = createClosedTabs(whole, log);
  const engine = createEngineStatus(client, log);
  const stopBudgeting = followCacheBudget(client, preferences);
  const read = workflowReader(registry);
  const pictureGallery = createPictureGallery({ client, log, read, decode: decodedPicture });
  const files = createFiles({
    read,
    client,
    editor: whole,
    log,
    preferences,
    knownModels: engine.known,
    thumbnail: (document) => thumbnailOf(gallery, document),
  });
  const ownBlocks = createOwnBlocks({ client, read, registry, log });
  void ownBlocks.refresh();
  const ownWorkflows = createOwnWorkflows({
    client,
    editor: whole,
    files,
    log,
    preferences,
    closed: closedTabs.documents,
  });
  const missingModels = createMissingModels({ editor: whole, engine });
  const downloads = createDownloads(client, log, () => void engine.refresh());
  const stopRefreshing = onReconnect(client.connection, () => {
    void ownBlocks.refresh();
    return files.refresh();
  });
  const stopDismissing = dismissSolved(log, whole);
  const windows = () => openWindows(navigator.locks);
  const works = createWorkStore();
  const presence = createPresence(client);
  const sweeps = createSweeps({
    client,
    editor: whole,
    log,
    store: createSweepStore(),
    openWindows: windows,
    place,
    async workspace() {
      if (presence.workspace() === null) await presence.announce(true);
      return presence.workspace() ?? '';
    },
  });
  const keptHistory = createKeptHistory({
    windowId: client.windowId,
    store: createHistoryStore(),
    editor: whole,
    openWindows: windows,
    // The hash of the build is in the address.
    program: import.meta.url,
    budget: () => preferences.values.peek().historyBudget,
  });
  const autosave = createAutosave({
    client,
    editor: whole,
    log,
    works,
    history: keptHistory,
    workspace: presence.workspace,
    picture: (document, last) =>
      last ? { url: thumbnailOf(gallery, document), isNewest: true } : thumbnailSoFar(gallery, document),
  });
  const places = createTabPlaces(ofWindow);
  const recovery = createRecovery({
    client,
    editor: whole,
    files,
    autosave,
    works,
    history: keptHistory,
    places,
    log,
    openWindows: windows,
  });
  const keptResults = createKeptResults({
    windowId: client.windowId,
    store: createResultStore(),
    editor: whole,
    gallery,
    log,
    showStates: runs.restore,
    openWindows: windows,
  });
  return {
    client,
    editor,
    closedTabs,
    runs,
    sweeps,
    queue,
    sharedQueue,
    files,
    read,
    gallery,
    pictureGallery,
    engine,
    missingModels,
    ownBlocks,
    ownWorkflows,
    downloads,
    log,
    preferences,
    ui: createUserInterface(),
    autosave,
    recovery,
    keptResults,
    keptHistory,
    presence,
    written: createWrittenFiles({ client, log, reveal: dialogs?.reveal }),
    dialogs,
    dispose() {
      autosave.stop();
      keptResults.stop();
      presence.stop();
      stopDismissing();
      stopRefreshing();
      stopBudgeting();
      runs.dispose();
      missingModels.dispose();
      downloads.dispose();
      queue.dispose();
      sharedQueue.dispose();
      pictureGallery.dispose();
      engine.dispose();
    },
  };
}
