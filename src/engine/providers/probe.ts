import type { ProviderName } from '../../protocol/types.ts';
import { explainCuda } from './probing/explainCuda.ts';
import { computedIn } from './probing/finishedProbe.ts';
import { startProbe } from './probing/startProbe.ts';

/**
 * What trying a provider showed: how long a run of the probe's network took, or in a sentence why it does not compute, with
 * what helps where that is known.
 */
export type ProbeOutcome =
  | { readonly computes: true; readonly milliseconds: number }
  | { readonly computes: false; readonly reason: string; readonly remedy?: string };

/** Whether a provider computes, proved by computing in a process of its own: a damaged library kills whoever touches it. */
export async function probe(provider: ProviderName, start = startProbe): Promise<ProbeOutcome> {
  const finished = await start(provider);
  const computed = computedIn(finished);
  if (computed?.computes) return computed;
  if (provider === 'cuda') return { computes: false, ...explainCuda(finished, computed?.reason) };
  return { computes: false, reason: computed?.reason ?? `The process that tried it ${finished.how}.` };
}
