import type { ResultCache } from '../../graph/cache.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { Device, Memory } from '../../protocol/types.ts';
import type { Garbage } from '../garbage.ts';
import type { ModelStore } from '../models/modelStore.ts';
import { createLanes } from '../run/lanes.ts';
import { runWorkflow } from '../run/runWorkflow.ts';
import { createServices, type EngineParts } from '../run/services.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';

export interface RunParts extends EngineParts {
  readonly models: ModelStore;
  readonly registry: NodeRegistry;
  readonly cache: ResultCache;
  readonly garbage: Garbage;
  readonly sessions: SessionPool;
  device(): Promise<Device>;
}

type RunCalls = 'run' | 'cancel' | 'device' | 'memory' | 'models' | 'free';

/** Calls about running workflows, and about what that takes: models, the device, memory. */
export function runHandlers(parts: RunParts): Pick<EngineHandlers, RunCalls> {
  const { registry, cache, garbage, sessions, models, device } = parts;
  const lanes = createLanes();
  const memory = (): Memory => ({
    resident: process.memoryUsage.rss(),
    cached: cache.bytes,
    sessions: sessions.bytes(),
  });
  return {
    async run(options, emit) {
      const services = await createServices(parts, options);
      const { executed, cached } = await lanes.run(options.lane, options.run, (signal) =>
        runWorkflow(options, { registry, cache, services }, signal, (event) =>
          emit('run', { run: options.run, event }),
        ),
      );
      garbage.collectSome();
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
      garbage.collectAll();
      return memory();
    },
  };
}
