import { Tensor } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';
import { createOnnxSession } from '../sessions/onnx.ts';
import { readableMessage } from '../sessions/sessionErrors.ts';
import { probeAnswer, probeInput, probeNetwork } from './probeNetwork.ts';

/**
 * Whether a provider computes, proved by computing. A request alone proves nothing: ONNX Runtime drops providers that it
 * lacks with a console warning and runs on the CPU.
 * @returns undefined when it works, else the reason.
 */
export async function probe(provider: ProviderName): Promise<string | undefined> {
  try {
    const session = await createOnnxSession(probeNetwork(), {
      executionProviders: [provider],
      ...(provider !== 'cpu' && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
    });
    const answer = await session.run({ x: new Tensor('float32', probeInput, [1, 1, 4, 4]) });
    await session.release();
    const values = [...((answer.y?.data ?? []) as Float32Array)];
    return values.join() === probeAnswer.join() ? undefined : `It gives wrong results (${values.join(', ')}).`;
  } catch (thrown) {
    return readableMessage(thrown);
  }
}
