import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { CudaRuntime } from '../gpu/cudaRuntime.ts';
import { runtimeJob } from '../gpu/runtimeJob.ts';
import type { Downloads } from '../hub/downloads.ts';

type GpuCalls = 'gpuState' | 'installGpu' | 'removeGpu';

/** Calls about the libraries that CUDA needs. */
export function gpuHandlers(runtime: CudaRuntime, downloads: Downloads): Pick<EngineHandlers, GpuCalls> {
  return {
    gpuState: () => runtime.state(),
    async installGpu({ repair }, emit) {
      downloads.begin(await runtimeJob(runtime, repair), (all) => emit('downloads', all));
      return downloads.list();
    },
    async removeGpu() {
      await runtime.remove();
      return runtime.state();
    },
  };
}
