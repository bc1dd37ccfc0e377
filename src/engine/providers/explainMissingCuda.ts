import { cudaProviderFiles, isInstalled } from '../gpu/providerFiles.ts';
import { nvidiaName } from './nvidia.ts';

/** Why CUDA cannot even be tried, undefined when its files are in place. Looking first keeps the terminal quiet. */
export async function explainMissingCuda(): Promise<{ reason: string; remedy: string } | undefined> {
  const files = cudaProviderFiles();
  if (!files) {
    return {
      reason: `ONNX Runtime for Node has no CUDA build for ${process.platform} on ${process.arch}.`,
      remedy: 'CUDA needs Linux on x64. Everything works on the CPU too.',
    };
  }
  if (isInstalled(files)) return undefined;
  if (await nvidiaName()) {
    return {
      reason: 'The CUDA provider of ONNX Runtime is not installed.',
      remedy: 'Run "arcspace gpu install" once; it downloads a few hundred megabytes.',
    };
  }
  return {
    reason: 'No NVIDIA graphics card was found: nvidia-smi is missing or lists none.',
    remedy: 'If this machine has one, install its driver, then run "arcspace gpu install".',
  };
}
