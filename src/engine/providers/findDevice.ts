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
  const { reason, remedy = 'Everything works on the CPU too.' } = outcome;
  return { provider: 'cuda', reason, remedy };
}

async function tryProvider(provider: ProviderName): Promise<Unavailable | undefined> {
  const outcome = await probe(provider);
  if (outcome.computes) return undefined;
  const { reason, remedy = driverRemedy() } = outcome;
  return { provider, reason: `${titleOf(provider)} does not run: ${reason}`, remedy };
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
