import { availableParallelism } from 'node:os';
import { providersOf, titleOf } from '../../protocol/providers.ts';
import type { Device, DeviceChoice, ProviderName } from '../../protocol/types.ts';
import { explainMissingCuda } from './explainMissingCuda.ts';
import { nvidiaName } from './nvidia.ts';
import { probe } from './probe.ts';

type Unavailable = Device['unavailable'][number];

/** The best provider that really computes, and why the better ones do not. All but CUDA run only when they are asked for by name. */
export async function findDevice(choice: DeviceChoice): Promise<Device> {
  const unavailable: Unavailable[] = [];
  for (const provider of candidates(choice)) {
    const fault = provider === 'cuda' ? await tryCuda() : await tryProvider(provider);
    if (!fault) return { provider, label: await label(provider), unavailable };
    unavailable.push(fault);
  }
  return { provider: 'cpu', label: cpuLabel(), unavailable };
}

function candidates(choice: DeviceChoice): ProviderName[] {
  if (choice === 'cpu') return [];
  const here = providersOf(process.platform, process.arch).map(({ name }) => name);
  const best = here.filter((name) => name === 'cuda' && name !== choice);
  return choice === 'auto' ? best : [choice, ...best];
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

async function tryProvider(provider: ProviderName): Promise<Unavailable | undefined> {
  const outcome = await probe(provider);
  if (outcome.computes) return undefined;
  return { provider, reason: `${titleOf(provider)} does not run: ${outcome.reason}`, remedy: driverRemedy() };
}

function driverRemedy(): string {
  const advice = new Map<string, string>([
    ['linux', 'Install a Vulkan driver for your graphics card.'],
    ['win32', 'Install the newest driver for your graphics card from its maker.'],
    ['darwin', 'Update macOS.'],
  ]);
  return advice.get(process.platform) ?? 'Everything works on the CPU too.';
}

async function label(provider: ProviderName): Promise<string> {
  return provider === 'cuda' ? `CUDA: ${(await nvidiaName()) ?? 'GPU'}` : titleOf(provider);
}

function cpuLabel(): string {
  const cores = availableParallelism();
  return `CPU, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
}
