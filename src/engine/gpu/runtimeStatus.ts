import { misfits, readManifest } from './manifest.ts';

/** Whether an installed runtime can be used, from what lies in its folder. Quick: it looks at sizes only. */
export interface RuntimeStatus {
  readonly state: 'absent' | 'partial' | 'outdated' | 'installed';
  readonly words: string;
}

/** @param onnxruntime the version of onnxruntime-node in use: one for another version would not be loaded, or worse. */
export async function readStatus(folder: string, onnxruntime: string): Promise<RuntimeStatus> {
  const manifest = await readManifest(folder);
  if (!manifest || manifest.superseded) return { state: 'absent', words: 'The CUDA runtime is not installed.' };
  if (manifest.onnxruntime !== onnxruntime) {
    const words = `The CUDA runtime in ${folder} is for ONNX Runtime ${manifest.onnxruntime}; this is ${onnxruntime}.`;
    return { state: 'outdated', words };
  }
  const missing = await misfits(folder, manifest.files);
  if (missing.length === 0) return { state: 'installed', words: `The CUDA runtime is installed in ${folder}.` };
  const words = `The CUDA runtime in ${folder} is damaged: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing or cut.`;
  return { state: 'partial', words };
}
