import { titleOf } from '../../protocol/providers.ts';
import type { DeviceChoice, ProviderFinding, ProviderName } from '../../protocol/types.ts';
import { speedWords } from './speedWords.ts';

export interface Decision {
  readonly provider: ProviderName;
  /** A sentence. */
  readonly reason: string;
}

/**
 * How many times as fast as the CPU a provider must be to be chosen by itself. A smaller gain is not worth the first run at each new size,
 * which compiles shaders, and the operators that are left to the CPU. Measured again beside nine busy programs a core the CPU took up to 2.5
 * times as long, so near this figure chance may decide, between two that are about as good. Vulkan in software reaches a hundredth.
 */
export const SPEED_TO_WIN = 1.5;

/** Whether a provider that was examined is to be preferred to the CPU. CUDA, which somebody has installed, needs no race. */
export function isBetter({ provider, state, speed = 0 }: ProviderFinding): boolean {
  return state === 'runs' && (provider === 'cuda' || speed >= SPEED_TO_WIN);
}

/** What to compute on. @param findings of the platform's providers, the likely fastest first. */
export function decide(choice: DeviceChoice, findings: readonly ProviderFinding[]): Decision {
  if (choice === 'auto') return fastest(findings);
  const wanted = findings.find(({ provider }) => provider === choice);
  if (choice === 'cpu' || wanted?.state === 'runs' || wanted?.state === 'slow') {
    return { provider: choice, reason: 'You chose it.' };
  }
  return { ...fastest(findings), reason: `You chose ${titleOf(choice)}, which does not run on this machine.` };
}

function fastest(findings: readonly ProviderFinding[]): Decision {
  const better = findings.filter(isBetter).sort((a, b) => speedOf(b) - speedOf(a));
  const [first] = better;
  if (!first) return { provider: 'cpu', reason: whyCpu(findings) };
  const { provider, speed } = first;
  return { provider, reason: speed === undefined ? 'It runs on this machine.' : `It is ${speedWords(speed)}.` };
}

function speedOf({ provider, speed = 0 }: ProviderFinding): number {
  return provider === 'cuda' ? Number.POSITIVE_INFINITY : speed;
}

function whyCpu(findings: readonly ProviderFinding[]): string {
  const slow = findings.find(({ state }) => state === 'slow');
  if (slow)
    return `${slow.finding}${(slow.speed ?? 0) > 1 ? ` Automatic takes another device from ${SPEED_TO_WIN} times on.` : ''}`;
  const failed = findings.filter(({ state }) => state === 'fails').map(({ provider }) => titleOf(provider));
  if (failed.length === 0) return 'There is nothing else on this platform.';
  return `${failed.join(' and ')} ${failed.length === 1 ? 'does' : 'do'} not run on this machine.`;
}
