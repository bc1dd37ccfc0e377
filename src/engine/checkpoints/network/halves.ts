import type { ProviderName } from '../../../protocol/types.ts';

/** Half the memory, and on cards of NVIDIA's since 2017 several times the products. WebGPU has float16 on some cards only, and does not say. */
export function likesHalves(provider: ProviderName): boolean {
  return provider === 'cuda' || provider === 'dml';
}

/**
 * Raise it with every change of which networks compute in float16, or of what in them stays float32: keys of results hold it, and without it a
 * sweep that is resumed would mix both.
 */
export const halvesRevision = 1;

/** How networks that are built here compute on a device, where that is not all in float32. */
export function arithmeticOn(provider: ProviderName): string | undefined {
  return likesHalves(provider) ? `float16, revision ${halvesRevision}` : undefined;
}
