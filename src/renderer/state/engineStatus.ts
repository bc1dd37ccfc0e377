import { type ReadonlySignal, signal } from '@preact/signals';
import type { KnownModel } from '../../graph/models/knownModel.ts';
import { problemFrom } from '../../graph/problem.ts';
import type { Device, FoundLora, FoundModel, FoundPart, Memory, ModelRoot } from '../../protocol/types.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { onReconnect } from '../hosts/onReconnect.ts';
import type { Log } from './log.ts';

/** What the engine says of itself and of the models that it finds. */
export interface EngineStatus {
  readonly device: ReadonlySignal<Device | null>;
  readonly memory: ReadonlySignal<Memory | null>;
  readonly models: ReadonlySignal<readonly FoundModel[] | null>;
  /** Parts of models in files of their own. */
  readonly parts: ReadonlySignal<readonly FoundPart[]>;
  readonly loras: ReadonlySignal<readonly FoundLora[]>;
  /** Folders that models are looked for in. */
  readonly modelRoots: ReadonlySignal<readonly ModelRoot[]>;
  refresh(): Promise<void>;
  /** What is known of those of these models that are here; nothing where the engine cannot say. */
  known(names: readonly string[]): Promise<readonly KnownModel[]>;
  /** Drops cached values and idle sessions. */
  free(): Promise<void>;
  dispose(): void;
}

export function createEngineStatus(client: HostClient, log: Log): EngineStatus {
  const device = signal<Device | null>(null);
  const memory = signal<Memory | null>(null);
  const models = signal<readonly FoundModel[] | null>(null);
  const parts = signal<readonly FoundPart[]>([]);
  const loras = signal<readonly FoundLora[]>([]);
  const modelRoots = signal<readonly ModelRoot[]>([]);

  const report = (thrown: unknown) => log.problem(problemFrom(thrown));
  const refresh = async () => {
    try {
      [device.value, memory.value, models.value, parts.value, loras.value, modelRoots.value] = await Promise.all([
        client.call('device', {}),
        client.call('memory', {}),
        client.call('models', {}),
        client.call('modelParts', {}),
        client.call('loras', {}),
        client.call('modelRoots', {}),
      ]);
    } catch (thrown) {
      report(thrown);
    }
  };
  const stops = [
    client.on('memory', (event) => {
      memory.value = event;
    }),
    client.on('restarted', refresh),
    onReconnect(client.connection, refresh),
  ];

  return {
    device,
    memory,
    models,
    parts,
    loras,
    modelRoots,
    refresh,
    async known(names) {
      try {
        const found = (models.peek() ?? (await client.call('models', {}))).filter(({ name }) => names.includes(name));
        const hashes = await client.call('modelHashes', { names: found.map(({ name }) => name) });
        return found.map(({ name, kind, fault }) => ({ name, kind, usable: !fault, files: hashes[name] ?? {} }));
      } catch {
        return [];
      }
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
