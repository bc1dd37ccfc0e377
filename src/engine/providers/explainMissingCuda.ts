import { withoutRuntime } from '../gpu/cudaSupport.ts';
import { runtimeFolder } from '../gpu/runtimeFolder.ts';
import { readStatus } from '../gpu/runtimeStatus.ts';
import { cameTooEarly, runtimeVersion } from '../sessions/onnx.ts';
import { nvidiaName } from './nvidia.ts';

/** Why CUDA cannot even be tried, undefined when its files are in place: a cut one kills the process that loads it. */
export async function explainMissingCuda(): Promise<{ reason: string; remedy: string } | undefined> {
  const unsupported = withoutRuntime();
  if (unsupported) return { reason: unsupported, remedy: 'Everything works on the CPU too.' };
  const { state, words } = await readStatus(runtimeFolder(), runtimeVersion);
  if (state === 'installed') {
    if (!cameTooEarly()) return undefined;
    return { reason: `${words} It was not when Arcspace started.`, remedy: 'Restart Arcspace.' };
  }
  if (state !== 'absent')
    return {
      reason: words,
      remedy: 'Press Install in the device menu, or run "arcspace gpu install": it fetches what is missing.',
    };
  if (await nvidiaName())
    return {
      reason: words,
      remedy: 'Press Install in the device menu, or run "arcspace gpu install" once: it downloads 1.3 GB.',
    };
  return {
    reason: 'No NVIDIA graphics card was found: nvidia-smi is missing or lists none.',
    remedy:
      'If this machine has one, install its driver, then press Install in the device menu or run "arcspace gpu install".',
  };
}
