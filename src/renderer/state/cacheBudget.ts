import { computed, effect } from '@preact/signals';
import type { HostClient } from '../hosts/hostClient.ts';
import type { Preferences } from './preferences.ts';

/** Tells the engine how much it may cache, where the user chose that: now, on each change, and whenever it is there again. */
export function followCacheBudget(client: HostClient, preferences: Preferences): () => void {
  const budget = computed(() => preferences.values.value.cacheBudget);
  const tell = () => {
    const bytes = budget.value;
    // Where it cannot be told it caches as much as it usually does; other calls say that it is not there.
    if (bytes !== null) void client.call('setCacheBudget', { bytes }).catch(() => undefined);
  };
  const stop = effect(() => {
    if (client.connection.value === 'connected') tell();
  });
  const stopRestarts = client.on('restarted', tell);
  return () => {
    stop();
    stopRestarts();
  };
}
