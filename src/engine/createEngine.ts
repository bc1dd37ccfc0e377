import { join, resolve } from 'node:path';
import { nodeRegistry } from '../../nodes/index.ts';
import { createCache } from '../graph/cache.ts';
import type { NodeRegistry } from '../graph/registry.ts';
import type { EngineHandlers } from '../protocol/protocol.ts';
import type { Memory } from '../protocol/types.ts';
import { createFileService } from './files/fileService.ts';
import { createHasher } from './files/hasher.ts';
import type { Places } from './files/places.ts';
import { createModelStore, type ModelStore } from './models/modelStore.ts';
import { once } from './once.ts';
import { findDevice, type ProviderPreference } from './providers/findDevice.ts';
import { sessionOptions } from './providers/sessionOptions.ts';
import { createLanes } from './run/lanes.ts';
import { runWorkflow } from './run/runWorkflow.ts';
import { createServices } from './run/services.ts';
import { openSession } from './sessions/session.ts';
import { createSessionPool } from './sessions/sessionPool.ts';
import { createAutosave } from './workspace/autosave.ts';
import { foldersOf, rootsOf } from './workspace/folders.ts';
import { importFile } from './workspace/importFile.ts';
import { listImages } from './workspace/listImages.ts';
import { listWorkflows } from './workspace/listWorkflows.ts';
import { createRecents } from './workspace/recents.ts';
import { openWorkflow, saveWorkflow } from './workspace/workflowFiles.ts';

export interface EngineSettings {
  /** Folder of the program: `models`, `workflows` and `images` lie in it. Only read. */
  readonly program: string;
  /** Folder of the user. Made when something is written. */
  readonly workspace: string;
  /** Where results go; `results` in the workspace otherwise. */
  readonly output?: string;
  /** More folders whose subfolders are models. */
  readonly modelFolders?: readonly string[];
  readonly provider?: ProviderPreference;
  /** Bytes of cached results. */
  readonly cacheBudget?: number;
  /** Bytes of network files behind open sessions. */
  readonly sessionBudget?: number;
  readonly registry?: NodeRegistry;
}

export interface Engine {
  readonly handlers: EngineHandlers;
  readonly models: ModelStore;
  /** Whole paths inside this folder may be opened and saved from now on: the user chose a file there. */
  allow(folder: string): void;
  /** Releases all sessions. */
  close(): Promise<void>;
}

const defaultCacheBudget = 512 * 1024 * 1024;
const defaultSessionBudget = 8 * 1024 * 1024 * 1024;

/** Everything that the engine process does, behind one handler for each call of the protocol. */
export function createEngine(settings: EngineSettings): Engine {
  const folders = foldersOf(settings);
  const registry = settings.registry ?? nodeRegistry;
  const hasher = createHasher(join(folders.hidden, 'hashes.json'));
  const cache = createCache(settings.cacheBudget ?? defaultCacheBudget);
  const device = once(() => findDevice(settings.provider ?? 'auto'));
  const open = async (file: string) => openSession(file, sessionOptions((await device()).provider));
  const sessions = createSessionPool(open, settings.sessionBudget ?? defaultSessionBudget);
  const models = createModelStore(folders.models, sessions, hasher);
  const lanes = createLanes();
  const recents = createRecents(join(folders.hidden, 'recents.json'));
  const autosave = createAutosave(join(folders.hidden, 'autosave.json'));
  const allowed = new Set<string>();
  const places: Places = { roots: rootsOf(folders), allowed };
  const memory = (): Memory => ({
    resident: process.memoryUsage.rss(),
    cached: cache.bytes,
    sessions: sessions.bytes(),
  });

  const handlers: EngineHandlers = {
    async run(options, emit) {
      const services = await createServices({ folders, allowed, hasher, models }, options);
      const host = { registry, cache, services };
      const { executed, cached } = await lanes.run(options.lane, options.run, (signal) =>
        runWorkflow(options, host, signal, (event) => emit('run', { run: options.run, event })),
      );
      emit('memory', memory());
      return { executed, cached };
    },
    async cancel({ run }) {
      lanes.cancel(run);
      return null;
    },
    device,
    memory: async () => memory(),
    models: () => models.list(),
    async free() {
      cache.clear();
      await sessions.free();
      return memory();
    },
    listWorkflows: async () => [...(await listWorkflows(folders)), ...(await recents.list(places))],
    async openWorkflow({ path }) {
      const opened = await openWorkflow(folders, places, path);
      if (!opened.readOnly) await recents.add(path).catch(() => undefined);
      return opened;
    },
    async saveWorkflow({ path, text }) {
      const saved = await saveWorkflow(folders, places, path, text);
      await recents.add(saved).catch(() => undefined);
      return { path: saved };
    },
    readAutosave: () => autosave.read(),
    async writeAutosave(work) {
      await autosave.write(work);
      return null;
    },
    async clearAutosave() {
      await autosave.clear();
      return null;
    },
    listImages: () => listImages(folders),
    importFile: async ({ name, bytes }) => ({ path: await importFile(folders, name, bytes) }),
    async readFile({ path }) {
      const files = createFileService({ places, output: folders.output, hasher });
      return { bytes: await files.read(path) };
    },
  };
  return { handlers, models, allow: (folder) => allowed.add(resolve(folder)), close: () => sessions.free() };
}
