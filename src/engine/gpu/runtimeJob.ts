import type { Job } from '../download/job.ts';
import type { CudaRuntime } from './cudaRuntime.ts';

/**
 * Installing the CUDA libraries, as one of the downloads of an engine.
 * @param repair what is there is checked first, and stays when the download is discarded
 */
export async function runtimeJob(runtime: CudaRuntime, repair = false): Promise<Job> {
  const { total, kept, folder } = await runtime.state();
  return {
    facts: {
      id: 'cuda',
      name: 'CUDA',
      kind: 'cuda',
      title: 'Libraries by NVIDIA for ONNX Runtime',
      total,
      target: folder,
      repair,
    },
    kept,
    fetch: (watch) => runtime.install(watch, repair),
    discard: async () => void (await (repair ? runtime.discardPackages() : runtime.remove())),
  };
}

/** An installation that was begun and is not finished. */
export async function unfinishedRuntime(runtime: CudaRuntime): Promise<readonly Job[]> {
  const { state, kept } = await runtime.state();
  return state === 'partial' && kept > 0 ? [await runtimeJob(runtime)] : [];
}
