import { type ReadonlySignal, signal } from '@preact/signals';
import { problemFrom } from '../../graph/problem.ts';
import type { GpuRuntime } from '../../protocol/gpu.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import type { Log } from './log.ts';

/** The libraries that CUDA needs. Their installation is one of the downloads. */
export interface GpuRuntimeStatus {
  /** Null until it was asked for. */
  readonly runtime: ReadonlySignal<GpuRuntime | null>;
  refresh(): Promise<void>;
  /** @param repair checks every file that is there first. */
  install(repair: boolean): Promise<void>;
  remove(): Promise<void>;
}

export function createGpuRuntimeStatus(client: HostClient, log: Log): GpuRuntimeStatus {
  const runtime = signal<GpuRuntime | null>(null);
  const ask = async (call: () => Promise<GpuRuntime>): Promise<void> => {
    try {
      runtime.value = await call();
    } catch (thrown) {
      log.problem(problemFrom(thrown));
    }
  };
  const refresh = () => ask(() => client.call('gpuState', {}));
  return {
    runtime,
    refresh,
    async install(repair) {
      // What has begun is told to every window as a download.
      await client.call('installGpu', { repair }).catch((thrown) => log.problem(problemFrom(thrown)));
    },
    remove: () => ask(() => client.call('removeGpu', {})),
  };
}
