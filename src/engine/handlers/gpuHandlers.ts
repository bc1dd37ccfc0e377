import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { Device } from '../../protocol/types.ts';
import type { DownloadWatch } from '../download/job.ts';
import type { CudaRuntime } from '../gpu/cudaRuntime.ts';
import { runtimeJob } from '../gpu/runtimeJob.ts';
import type { Downloads } from '../hub/downloads.ts';

type GpuCalls = 'gpuState' | 'installGpu' | 'removeGpu';

/** What computes by the libraries. */
export interface UseOfDevice {
  /** Waits until nothing runs, and keeps runs waiting meanwhile; no session is open. */
  whileIdle(work: () => Promise<unknown>): Promise<void>;
  checkAgain(): Promise<Device>;
}

/** Calls about the libraries that CUDA needs. */
export function gpuHandlers(
  runtime: CudaRuntime,
  downloads: Downloads,
  device: UseOfDevice,
): Pick<EngineHandlers, GpuCalls> {
  return {
    gpuState: () => runtime.state(),
    async installGpu({ repair }, emit) {
      const job = await runtimeJob(runtime, repair);
      const fetchAndCheck = async (watch: DownloadWatch) => {
        await job.fetch(watch);
        emit('device', await device.checkAgain());
      };
      downloads.begin({ ...job, fetch: fetchAndCheck }, (all) => emit('downloads', all));
      return downloads.list();
    },
    async removeGpu(_, emit) {
      await device.whileIdle(() => runtime.remove());
      emit('device', await device.checkAgain());
      return runtime.state();
    },
  };
}
