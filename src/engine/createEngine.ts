import { join, resolve } from 'node:path';
import { nodeRegistry } from '../../nodes/index.ts';
import { createCache } from '../graph/cache.ts';
import type { NodeRegistry } from '../graph/registry.ts';
import type { EngineHandlers } from '../protocol/protocol.ts';
import type { DeviceChoice } from '../protocol/types.ts';
import { createEmbeddingStore } from './embeddings/embeddingStore.ts';
import { clearLeftovers, clearLeftoversBelow } from './files/clearLeftovers.ts';
import { nameInside } from './files/fileService.ts';
import { createHasher } from './files/hasher.ts';
import { createGallery } from './gallery/gallery.ts';
import { galleryFolder, requireOwnGallery } from './gallery/galleryFolder.ts';
import { keepPictures } from './gallery/keepPictures.ts';
import { createGarbage } from './garbage.ts';
import { createCudaRuntime } from './gpu/cudaRuntime.ts';
import { unfinishedRuntime } from './gpu/runtimeJob.ts';
import { downloadHandlers } from './handlers/downloadHandlers.ts';
import { galleryHandlers } from './handlers/galleryHandlers.ts';
import { gpuHandlers } from './handlers/gpuHandlers.ts';
import { jobHandlers } from './handlers/jobHandlers.ts';
import { resultHandlers } from './handlers/resultHandlers.ts';
import { runHandlers } from './handlers/runHandlers.ts';
import { workflowHandlers } from './handlers/workflowHandlers.ts';
import { workspaceHandlers } from './handlers/workspaceHandlers.ts';
import { createDownloader, type Downloader } from './hub/downloader.ts';
import { createDownloads } from './hub/downloads.ts';
import { createJobQueue } from './jobs/jobQueue.ts';
import { queueFolder, requireOwnQueue } from './jobs/queueFolder.ts';
import { machineSeal } from './jobs/seal.ts';
import { createLoraStore } from './loras/loraStore.ts';
import { createVaeStore } from './models/alone/vaeStore.ts';
import { createModelStore, type ModelStore } from './models/modelStore.ts';
import type { NetworkProfile } from './profile/networkProfile.ts';
import { profileModel } from './profile/profileModel.ts';
import { createDevices, type Devices } from './providers/devices.ts';
import { sessionOptions } from './providers/sessionOptions.ts';
import { createResultStore } from './results/keptResults.ts';
import { readLocalMaker } from './results/localMaker.ts';
import { createResultsBudget } from './results/resultsBudget.ts';
import type { OpenElsewhere } from './run/elsewhere.ts';
import { createGate } from './run/gate.ts';
import { createInputLister, type ListInputs } from './run/inputFiles.ts';
import { nowhereElse } from './run/nowhereElse.ts';
import { createRecentFingerprints } from './run/recentFingerprints.ts';
import { createRuns } from './run/runs.ts';
import { createKeyReader, createRunner, type ReadKeys, type RunWorkflow } from './run/runWorkflow.ts';
import { createTurns } from './run/turns.ts';
import { arrangedEachTime, createKeptNetworks } from './sessions/kept/keptNetworks.ts';
import type { NetworkSource } from './sessions/networkSource.ts';
import { sessionBudget } from './sessions/sessionBudget.ts';
import { createSessionPool, type SessionPool } from './sessions/sessionPool.ts';
import { whatComputes } from './whatComputes.ts';
import { foldersOf, rootsOf } from './workspace/folders.ts';

export interface EngineSettings {
  /** Folder of the program: `models`, `workflows` and `images` lie in it. Only read. */
  readonly program: string;
  /** Folder of the user. Made when something is written. */
  readonly workspace: string;
  /** Where results go; `results` in the workspace otherwise. */
  readonly output?: string | undefined;
  /** More folders whose subfolders are models. */
  readonly modelFolders?: readonly string[] | undefined;
  /** Folders that may be read too, each under its own name: "holiday/1.jpg" for a file of "/home/me/holiday". */
  readonly readable?: readonly string[] | undefined;
  /** For what is computed from files once and can go at any time. None: it is computed each time. */
  readonly cacheFolder?: string | undefined;
  /** For results of nodes that later processes need not compute again. None: they are computed. */
  readonly resultsFolder?: string | undefined;
  readonly provider?: DeviceChoice | undefined;
  /** Folder of what this user's programs keep about the machine; nothing is kept without it. */
  readonly machineFolder?: string | undefined;
  /** Bytes of cached results. */
  readonly cacheBudget?: number | undefined;
  /** Bytes of weights of open sessions; a share of what the device has otherwise. */
  readonly sessionBudget?: number | undefined;
  readonly registry?: NodeRegistry | undefined;
  /** What results depend on besides their content keys; this machine and program otherwise. */
  readonly maker?: (() => Promise<string>) | undefined;
  /** How other machines are reached; this one computes everything otherwise. */
  readonly elsewhere?: OpenElsewhere | undefined;
  /** Whether the pictures of runs are kept in the gallery of the workspace. */
  readonly keepsPictures?: boolean | undefined;
}

export interface Engine {
  readonly handlers: EngineHandlers;
  /** For a program that has the engine in its own process. */
  readonly run: RunWorkflow;
  readonly keys: ReadKeys;
  readonly inputs: ListInputs;
  readonly models: ModelStore;
  readonly devices: Devices;
  readonly downloader: Downloader;
  /** Goes on with the queue of the workspace, unless another engine does, and runs what is added to it. */
  takeUpQueue(): Promise<void>;
  /** Runs every network of a model once. @returns where the nodes of each have run. */
  profile(model: string): Promise<NetworkProfile[]>;
  /** Bytes of networks in the cache folder. */
  keptBytes(): Promise<number>;
  /** Bytes of results on the disk. */
  storedBytes(): Promise<number>;
  /** Whole paths inside this folder may be opened and saved from now on: the user chose a file there. */
  allow(folder: string): void;
  /** Releases all sessions and stops downloads, once what an engine that died left behind is cleared up. */
  close(): Promise<void>;
}

const defaultCacheBudget = 512 * 1024 * 1024;

/** Everything that the engine process does, behind one handler for each call of the protocol. */
export function createEngine(settings: EngineSettings): Engine {
  const folders = foldersOf(settings);
  const hasher = createHasher(join(folders.hidden, 'hashes.json'));
  const { cacheFolder } = settings;
  const networks =
    cacheFolder === undefined ? arrangedEachTime : createKeptNetworks(join(cacheFolder, 'networks'), hasher);
  const gate = createGate();
  const recent = createRecentFingerprints();
  const devices = createDevices({
    choice: settings.provider,
    file: settings.machineFolder && join(settings.machineFolder, 'devices.json'),
    whileIdle: (change) =>
      gate.alone(async () => {
        change();
        recent.forget();
        await sessions.free();
      }),
  });
  const provider = async () => (await devices.current()).provider;
  const open = async (network: NetworkSource, weights: number) =>
    network.open(sessionOptions(await provider(), weights), networks);
  const computing = async () => {
    const name = await provider();
    return { provider: name, budget: settings.sessionBudget ?? (await sessionBudget(name)) };
  };
  const sessions = createSessionPool(open, computing);
  const embeddings = createEmbeddingStore(folders.models, hasher);
  const runtime = async () => whatComputes(await provider(), await embeddings.fingerprint());
  const loras = createLoraStore(folders.models, hasher);
  const storeOver = (pool: SessionPool) =>
    createModelStore(folders.models, pool, hasher, { loras: loras.read, embeddings: embeddings.read, runtime });
  const models = storeOver(sessions);
  const downloader = createDownloader(folders.downloads);
  const cuda = createCudaRuntime();
  const downloads = createDownloads(downloader, () => unfinishedRuntime(cuda));
  const garbage = createGarbage();
  const cache = createCache(settings.cacheBudget ?? defaultCacheBudget, garbage.add);
  const resultsBudget = createResultsBudget(settings.machineFolder && join(settings.machineFolder, 'results.json'));
  const results =
    settings.resultsFolder === undefined
      ? undefined
      : createResultStore({
          folder: settings.resultsFolder,
          budget: resultsBudget,
          maker: settings.maker ?? readLocalMaker,
        });
  const registry = settings.registry ?? nodeRegistry;
  const allowed = new Set<string>();
  const turns = createTurns();
  const vaes = createVaeStore({ roots: folders.models, models, pool: sessions, hasher, runtime });
  const runnerParts = { folders, allowed, hasher, models, vaes, loras, registry, cache, kept: results, turns, recent };
  const [runner, readKeys] = [createRunner(runnerParts), createKeyReader(runnerParts)];
  const inputs = createInputLister(runnerParts);
  const { machineFolder } = settings;
  const elsewhere =
    settings.elsewhere?.({
      inputs,
      models,
      registry,
      output: folders.output,
      nameOf: (file) => nameInside({ roots: rootsOf(folders), allowed: new Set() }, file),
      machineFolder,
    }) ?? nowhereElse;
  const computed: RunWorkflow = (run, ...others) =>
    run.place === 'queue' ? elsewhere.run(run, ...others) : gate.shared(() => runner(run, ...others));
  const gallery = createGallery({
    folder: galleryFolder(folders.workspace),
    registry,
    requireOwn: () => requireOwnGallery(folders.workspace),
  });
  const keptRuns = keepPictures(computed, gallery, registry);
  const run = settings.keepsPictures ? keptRuns.run : computed;
  const runs = createRuns(run);
  const queue = createJobQueue({
    folder: queueFolder(folders.workspace),
    seal: machineSeal(settings.machineFolder),
    requireOwn: () => requireOwnQueue(folders.workspace),
    registry,
    run: settings.keepsPictures ? keptRuns.runAndKeep : computed,
    othersFirst: runs.settled,
    rested: garbage.collectSome,
  });
  const clearing = [folders.workspace, folders.output].map(clearLeftoversBelow);
  return {
    handlers: turns.count({
      ...resultHandlers({ store: results, folder: settings.resultsFolder, budget: resultsBudget }),
      ...runHandlers({ runs, models, cache, garbage, sessions, devices }),
      ...jobHandlers(queue),
      ...elsewhere.handlers,
      ...galleryHandlers(gallery),
      ...workspaceHandlers(folders, allowed, hasher),
      ...workflowHandlers(folders),
      ...downloadHandlers(downloader, downloads),
      ...gpuHandlers(cuda, downloads, {
        checkAgain: devices.checkAgain,
        whileIdle: (work) =>
          gate.alone(async () => {
            await sessions.free();
            await work();
          }),
      }),
    }),
    run,
    takeUpQueue: queue.takeUp,
    keys: (...asked) => gate.shared(() => readKeys(...asked)),
    inputs,
    models,
    devices,
    downloader,
    keptBytes: networks.size,
    storedBytes: async () => results?.size() ?? 0,
    profile: async (name) => profileModel(await provider(), (pool) => storeOver(pool).load(name)),
    allow(folder) {
      allowed.add(resolve(folder));
      clearing.push(clearLeftovers(resolve(folder)));
    },
    async close() {
      await Promise.all([...clearing, downloads.close(), queue.close()]);
      await keptRuns.settle();
      await results?.settle();
      await gallery.close();
      await elsewhere.close();
      await sessions.free();
    },
  };
}
