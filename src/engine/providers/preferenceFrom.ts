import type { ProviderPreference } from './findDevice.ts';

const preferences: readonly ProviderPreference[] = ['auto', 'cuda', 'webgpu', 'cpu'];

/** Reads a provider from an environment variable; whatever is none of them leaves the choice to the probe. */
export function preferenceFrom(text: string | undefined): ProviderPreference {
  return preferences.find((preference) => preference === text?.toLowerCase()) ?? 'auto';
}
