import { type ReadonlySignal, signal } from '@preact/signals';
import { isNamed, type KnownModel, type ModelName } from '../../graph/models/knownModel.ts';
import { problemFrom } from '../../graph/problem.ts';
import { listedModels } from '../../protocol/listedModels.ts';
import type { ChosenSetting, ModelSetting } from '../../protocol/modelSettings.ts';
import type { FoundModel, FoundPart, Memory, ModelRoot } from '../../protocol/types.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { onReconnect } from '../hosts/onReconnect.ts';
import { createDeviceStatus, type DeviceStatus } from './deviceStatus.ts';
import { createGpuRuntimeStatus, type GpuRuntimeStatus } from './gpuRuntime.ts';
import type { Log } from './log.ts';

/** What the engine says of itself and of the models that it finds. */
export interface EngineStatus {
  readonly devices: DeviceStatus;
  readonly gpu: GpuRuntimeStatus;
  readonly memory: ReadonlySignal<Memory | null>;
  readonly models: ReadonlySignal<readonly FoundModel[] | null>;
  /** Parts of models in files of their own, LoRAs and embeddings. */
  readonly parts: ReadonlySignal<readonly FoundPart[]>;
  /** Folders that models are looked for in. */
  readonly modelRoots: ReadonlySignal<readonly ModelRoot[]>;
  refresh(): Promise<void>;
  /** What is known of what is here, of all of it or of what these name; nothing where the engine cannot say. */
  known(names: readonly ModelName[] | 'all'): Promise<readonly KnownModel[]>;
  /** What can be said of a checkpoint. @throws ArcspaceError for one that cannot be read. */
  settings(model: string): Promise<readonly ModelSetting[]>;
  /** Says one of them, and looks at the models anew. @throws ArcspaceError for what the checkpoint cannot have. */
  choose(setting: ChosenSetting): Promise<readonly ModelSetting[]>;
  /** Drops cached values and idle sessions. */
  free(): Promise<void>;
  dispose(): void;
}

export function createEngineStatus(client: HostClient, log: Log): EngineStatus {
  const devices = createDeviceStatus(client, log);
  const memory = signal<Memory | null>(null);
  const models = signal<readonly FoundModel[] | null>(null);
  const parts = signal<readonly FoundPart[]>([]);
  const modelRoots = signal<readonly ModelRoot[]>([]);

  const report = (thrown: unknown) => log.problem(problemFrom(thrown));
  const refreshModels = async () => {
    try {
      [memory.value, models.value, parts.value, modelRoots.value] = await Promise.all([
        client.call('memory', {}),
        client.call('models', {}),
        client.call('modelParts', {}),
        client.call('modelRoots', {}),
      ]);
    } catch (thrown) {
      report(thrown);
    }
  };
  // What runs here can take a while to find out, and the models wait for nobody.
  const refresh = async () => void (await Promise.all([devices.refresh(), refreshModels()]));
  const stops = [
    devices.dispose,
    client.on('memory', (event) => {
      memory.value = event;
    }),
    client.on('restarted', refresh),
    onReconnect(client.connection, refresh),
  ];

  return {
    devices,
    gpu: createGpuRuntimeStatus(client, log),
    memory,
    models,
    parts,
    modelRoots,
    refresh,
    async known(names) {
      try {
        if (!models.peek()) await refreshModels();
        const all = listedModels(models.peek() ?? [], parts.peek());
        const found = names === 'all' ? all : all.filter((model) => names.some((named) => isNamed(named, model)));
        const asked = found.map(({ role, name }) => ({ role, name }));
        const hashes = found.length === 0 ? [] : await client.call('modelHashes', { models: asked });
        return found.map((model, index) => ({ ...model, files: hashes[index] ?? {} }));
      } catch {
        return [];
      }
    },
    settings: (model) => client.call('modelSettings', { model }),
    async choose(setting) {
      const settings = await client.call('setModelSetting', setting);
      await refreshModels();
      return settings;
    },
    async free() {
      try {
        memory.value = await client.call('free', {});
      } catch (thrown) {
        report(thrown);
      }
    },
    dispose() {
      for (const stop of stops) stop();
    },
  };
}
