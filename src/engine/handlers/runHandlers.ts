import type { ResultCache } from '../../graph/cache.ts';
import type { Emit, EngineHandlers } from '../../protocol/protocol.ts';
import type { Device, Memory } from '../../protocol/types.ts';
import { inTurn } from '../files/inTurn.ts';
import type { Garbage } from '../garbage.ts';
import { memorySettled } from '../memorySettled.ts';
import type { ModelStore } from '../models/modelStore.ts';
import type { Devices } from '../providers/devices.ts';
import type { Runs } from '../run/runs.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';

export interface RunParts {
  readonly runs: Runs;
  readonly models: ModelStore;
  readonly cache: ResultCache;
  readonly garbage: Garbage;
  readonly sessions: SessionPool;
  readonly devices: Devices;
}

type Handled =
  | 'submit'
  | 'watch'
  | 'cancel'
  | 'runs'
  | 'device'
  | 'chooseDevice'
  | 'checkDevices'
  | 'memory'
  | 'models'
  | 'modelHashes'
  | 'modelParts'
  | 'modelSettings'
  | 'setModelSetting'
  | 'setCacheBudget'
  | 'free';

/** Calls about running workflows, and about what that takes: models, the device, memory. */
export function runHandlers(parts: RunParts): Pick<EngineHandlers, Handled> {
  const { runs, cache, garbage, sessions, models, devices } = parts;
  const memory = (): Memory => ({
    resident: process.memoryUsage.rss(),
    cached: cache.bytes,
    sessions: sessions.bytes(),
  });
  return {
    async submit(options, emit) {
      runs.submit(options, () => {
        garbage.collectSome();
        emit('memory', memory());
      });
      return null;
    },
    watch: ({ from, ahead, ...name }) => runs.watch(name, from, ahead),
    async cancel(name) {
      runs.cancel(name);
      return null;
    },
    runs: async ({ client }) => runs.list(client),
    device: () => devices.current(),
    chooseDevice: async ({ choice }, emit) => told(await devices.choose(choice), emit),
    checkDevices: async (_, emit) => told(await devices.checkAgain(), emit),
    memory: async () => memory(),
    models: () => models.list(),
    modelParts: () => models.parts(),
    modelSettings: ({ model }) => models.settings(model),
    async setModelSetting({ model, ...setting }) {
      await models.setSetting(model, setting);
      return models.settings(model);
    },
    async modelHashes({ models: named }) {
      const known = await Promise.all(named.map((each) => models.knownHashes(each).catch(() => ({}))));
      // One model after the other: a disk reads one large file faster than two.
      for (const each of named) void inTurn('hashes of models', () => models.hashes(each)).catch(() => undefined);
      return known;
    },
    async setCacheBudget({ bytes }) {
      cache.resize(bytes);
      return memory();
    },
    async free() {
      cache.clear();
      await sessions.free();
      garbage.collectAll();
      await memorySettled();
      return memory();
    },
  };
}

function told(device: Device, emit: Emit): Device {
  emit('device', device);
  return device;
}
