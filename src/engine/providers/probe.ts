import { Tensor } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';
import { createOnnxSession } from '../sessions/onnx.ts';
import { readableMessage } from '../sessions/sessionErrors.ts';
import { probeAnswer, probeInput, probeNetwork } from './probeNetwork.ts';

/** What trying a provider showed: how long a run of the probe's network took, or in a sentence why it does not compute. */
export type ProbeOutcome =
  | { readonly computes: true; readonly milliseconds: number }
  | { readonly computes: false; readonly reason: string };

/**
 * Whether a provider computes, proved by computing. A request alone proves nothing: ONNX Runtime drops providers that it
 * lacks with a console warning and runs on the CPU.
 */
export async function probe(provider: ProviderName): Promise<ProbeOutcome> {
  try {
    const session = await createOnnxSession(probeNetwork(), {
      executionProviders: [provider],
      ...(provider !== 'cpu' && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
    });
    const begun = performance.now();
    const answer = await session.run({ x: new Tensor('float32', probeInput, [1, 1, 4, 4]) });
    const milliseconds = performance.now() - begun;
    await session.release();
    const values = [...((answer.y?.data ?? []) as Float32Array)];
    if (values.join() === probeAnswer.join()) return { computes: true, milliseconds };
    return { computes: false, reason: `It gives wrong results (${values.join(', ')}).` };
  } catch (thrown) {
    return { computes: false, reason: readableMessage(thrown) };
  }
}
