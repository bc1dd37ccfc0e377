import { ArcspaceError } from '../../graph/problem.ts';
import type { ProviderName } from '../../protocol/types.ts';

/** What a worker answers that one with another device is able to compute. */
export const DEVICE_ELSEWHERE = 'device-elsewhere';

/**
 * @param own what this worker computes on; one that does not know takes everything
 * @param wanted any without it
 * @throws ArcspaceError `device-elsewhere`.
 */
export function requireDevice(own: ProviderName | undefined, wanted: ProviderName | undefined): void {
  if (own === undefined || wanted === undefined || own === wanted) return;
  throw new ArcspaceError(
    DEVICE_ELSEWHERE,
    `This worker computes on ${own}, and the run is for ${wanted}.`,
    `Start a worker with --device ${wanted}, or send the run without --device.`,
  );
}
