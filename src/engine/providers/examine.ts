import { titleOf } from '../../protocol/providers.ts';
import type { ProviderFinding, ProviderName } from '../../protocol/types.ts';
import { isBetter } from './decide.ts';
import { explainMissingCuda } from './explainMissingCuda.ts';
import { type ProbeOutcome, probe } from './probe.ts';
import type { Speed } from './probing/computeSpeed.ts';
import { speedWords } from './speedWords.ts';

/** The numbers of a provider may differ from those of the CPU by so much of the peak: half precision does, wrong ones differ by more. */
const TOLERANCE = 0.02;

/** Tries a provider in a process of its own and, where speed counts, the CPU after it in another that does the same work. */
export async function examine(provider: ProviderName): Promise<ProviderFinding> {
  const missing = provider === 'cuda' ? await explainMissingCuda() : undefined;
  if (missing) return { provider, state: 'fails', finding: missing.reason, remedy: missing.remedy };
  const own = await probe(provider);
  if (!own.computes) return failed(provider, own);
  const cpu = own.speed ? await probe('cpu') : undefined;
  if (own.speed && cpu?.computes && cpu.speed) return compare(provider, own.speed, cpu.speed);
  return { provider, state: 'runs', finding: `${titleOf(provider)} runs on this machine.` };
}

/** What the speeds of a provider and of the CPU say of it. */
export function compare(provider: ProviderName, own: Speed, cpu: Speed): ProviderFinding {
  if (!agree(own.sample, cpu.sample)) return failed(provider, { reason: 'It gives wrong results.' });
  const speed = ratio(cpu, own);
  const finding = `${titleOf(provider)} is ${speedWords(speed)} on this machine.`;
  return { provider, state: isBetter({ provider, state: 'runs', finding, speed }) ? 'runs' : 'slow', finding, speed };
}

/** By the whole work where both did that. */
function ratio(cpu: Speed, own: Speed): number {
  return cpu.whole !== undefined && own.whole !== undefined ? cpu.whole / own.whole : cpu.small / own.small;
}

function failed(
  provider: ProviderName,
  outcome: Pick<ProbeOutcome & { computes: false }, 'reason' | 'remedy'>,
): ProviderFinding {
  const { reason, remedy = driverRemedy(process.platform) } = outcome;
  const sentence = reason.replace(/[^.…]$/, '$&.');
  // What is known of CUDA is a sentence of its own.
  return {
    provider,
    state: 'fails',
    finding: provider === 'cuda' ? sentence : `${titleOf(provider)} does not run: ${sentence}`,
    remedy,
  };
}

function driverRemedy(platform: string): string {
  const advice = new Map([
    ['linux', 'Install a Vulkan driver for your graphics card, then check again.'],
    ['win32', 'Install the newest driver for your graphics card, then check again.'],
    ['darwin', 'Update macOS, then check again.'],
  ]);
  return advice.get(platform) ?? 'Everything works on the CPU too.';
}

/** Whether all numbers are there and close to what is expected, as a part of its peak. */
function agree(numbers: readonly number[], expected: readonly number[]): boolean {
  const peak = Math.max(...expected.map(Math.abs));
  return expected.every((value, index) => Math.abs(value - (numbers[index] ?? Number.NaN)) <= TOLERANCE * peak);
}
