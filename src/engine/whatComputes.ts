import type { ProviderName } from '../protocol/types.ts';
import { arithmeticOn } from './checkpoints/network/halves.ts';
import { runtimeVersion } from './sessions/onnx.ts';

/**
 * What decides the bits of a result beside the nodes and the model: it is part of the fingerprints of models, and so of the content keys.
 * @param embeddings the fingerprint of those that prompts may name.
 */
export function whatComputes(provider: ProviderName, embeddings: string): string {
  const arithmetic = arithmeticOn(provider);
  const device = arithmetic === undefined ? provider : `${provider} in ${arithmetic}`;
  return [device, `ONNX Runtime ${runtimeVersion}`, embeddings].join(', ');
}
