import { availableParallelism } from 'node:os';
import type { Device, ProviderName } from '../../protocol/types.ts';
import { explainMissingCuda } from './explainMissingCuda.ts';
import { nvidiaName } from './nvidia.ts';
import { probe } from './probe.ts';

type Unavailable = Device['unavailable'][number];

/** `auto` tries CUDA, then the CPU. WebGPU runs only when it is asked for by name. */
export type ProviderPreference = ProviderName | 'auto';

/** The best provider that really computes, and why the better ones do not. */
export async function findDevice(preference: ProviderPreference): Promise<Device> {
  const unavailable: Unavailable[] = [];
  for (const provider of candidates(preference)) {
    const fault = provider === 'cuda' ? await tryCuda() : await tryWebGpu();
    if (!fault) return { provider, label: await label(provider), unavailable };
    unavailable.push(fault);
  }
  return { provider: 'cpu', label: cpuLabel(), unavailable };
}

function candidates(preference: ProviderPreference): readonly ('cuda' | 'webgpu')[] {
  if (preference === 'cpu') return [];
  return preference === 'webgpu' ? ['webgpu', 'cuda'] : ['cuda'];
}

async function tryCuda(): Promise<Unavailable | undefined> {
  const missing = await explainMissingCuda();
  if (missing) return { provider: 'cuda', ...missing };
  const outcome = await probe('cuda');
  if (outcome.computes) return undefined;
  return {
    provider: 'cuda',
    reason: `The CUDA provider is installed but does not run: ${outcome.reason}`,
    remedy: cudaRemedy(outcome.reason),
  };
}

/** A remedy never asks for what is already so: only a library that was not found is to be installed. */
function cudaRemedy(reason: string): string {
  if (/driver/i.test(reason)) return 'Update the NVIDIA driver, then restart Arcspace.';
  if (/memory/i.test(reason)) return 'Close other programs that use the graphics card, then restart Arcspace.';
  if (/\.so|\.dll|shared object|LoadLibrary/i.test(reason)) {
    return 'Install the CUDA 12 runtime and cuDNN 9, add their folders to LD_LIBRARY_PATH, and restart Arcspace.';
  }
  return 'Check that nvidia-smi lists the graphics card. Everything works on the CPU too.';
}

async function tryWebGpu(): Promise<Unavailable | undefined> {
  const outcome = await probe('webgpu');
  if (outcome.computes) return undefined;
  return {
    provider: 'webgpu',
    reason: `WebGPU does not run: ${outcome.reason}`,
    remedy: 'Install a Vulkan, Metal or Direct3D 12 driver for your graphics card.',
  };
}

async function label(provider: ProviderName): Promise<string> {
  if (provider === 'webgpu') return 'WebGPU';
  return `CUDA: ${(await nvidiaName()) ?? 'GPU'}`;
}

function cpuLabel(): string {
  const cores = availableParallelism();
  return `CPU, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
}
