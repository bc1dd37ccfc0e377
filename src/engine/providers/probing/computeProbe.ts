import type { ProviderName } from '../../../protocol/types.ts';
import { onnxRuntime, prepareCuda } from '../../sessions/onnx.ts';
import { readableMessage } from '../../sessions/sessionErrors.ts';
import { probeAnswer, probeInput, probeNetwork } from '../probeNetwork.ts';
import type { Computed } from './finishedProbe.ts';

/** What the runtime writes to the error output meanwhile: with warnings, why libraries were not loaded. */
const severities = { warning: 2, fatal: 4 } as const;

/**
 * Computes on a provider, in this process, with the fall back to the CPU forbidden: a request alone proves nothing, since
 * ONNX Runtime drops providers that it lacks with a warning in its log and runs on the CPU.
 */
export async function computeProbe(provider: ProviderName, log: keyof typeof severities): Promise<Computed> {
  try {
    const { env, InferenceSession, Tensor } = await onnxRuntime();
    env.logLevel = log;
    if (provider === 'cuda') await prepareCuda(log === 'warning' ? console.error : undefined);
    const session = await InferenceSession.create(probeNetwork(), {
      executionProviders: [provider],
      logSeverityLevel: severities[log],
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
    if (log === 'warning') console.error(thrown);
    return { computes: false, reason: readableMessage(thrown) };
  }
}
