import type { ProviderName } from '../../protocol/types.ts';
import type { Speed } from './probing/computeSpeed.ts';
import { explainCuda } from './probing/explainCuda.ts';
import { type Computed, computedIn, speedIn } from './probing/finishedProbe.ts';
import { startProbe } from './probing/startProbe.ts';

/**
 * What trying a provider showed: how long a run of the probe's network took, or in a sentence why it does not compute, with
 * what helps where that is known.
 */
export type ProbeOutcome =
  | { readonly computes: true; readonly milliseconds: number; readonly speed?: Speed }
  | { readonly computes: false; readonly reason: string; readonly remedy?: string };

/** Whether a provider computes, proved by computing in a process of its own: a damaged library kills whoever touches it. */
export async function probe(provider: ProviderName, start = startProbe): Promise<ProbeOutcome> {
  const finished = await start(provider);
  const computed = computedIn(finished);
  const speed = speedIn(finished);
  if (computed?.computes && speed) return { ...computed, speed };
  if (computed?.computes && finished.how === 'ended with code 0') return computed;
  if (provider === 'cuda') return { computes: false, ...explainCuda(finished, reasonOf(computed)) };
  return { computes: false, reason: reasonOf(computed) ?? `The process that tried it ${finished.how}.` };
}

function reasonOf(computed: Computed | undefined): string | undefined {
  return computed?.computes === false ? computed.reason : undefined;
}
