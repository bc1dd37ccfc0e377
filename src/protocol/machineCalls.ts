import { z } from 'zod';
import { id, nothing, type SchemasOf } from './callParts.ts';
import type { Download, DownloadAnswer, DownloadRequest } from './downloads.ts';
import type { GpuRuntime } from './gpu.ts';
import { providers } from './providers.ts';
import type { Device, DeviceChoice, Memory, StoredResults } from './types.ts';

/** What computes, what that takes, and what is fetched for it. */
export interface MachineCalls {
  /** Which execution provider really runs, and why not another. */
  device: { arguments: Record<string, never>; result: Device };
  /** Changes to another once no run is under way, now and for later starts of programs of this user. */
  chooseDevice: { arguments: { choice: DeviceChoice }; result: Device };
  /** Tries every provider of the platform anew. */
  checkDevices: { arguments: Record<string, never>; result: Device };
  memory: { arguments: Record<string, never>; result: Memory };
  /** How many bytes of results may be cached from now on, until the engine ends. */
  setCacheBudget: { arguments: { bytes: number }; result: Memory };
  storedResults: { arguments: Record<string, never>; result: StoredResults };
  /** How many bytes of results may lie on the disk, for all programs of this user; what is beyond goes. */
  setStoredResultsBudget: { arguments: { bytes: number }; result: StoredResults };
  clearStoredResults: { arguments: Record<string, never>; result: StoredResults };
  /** Drops cached values in memory and idle sessions. What lies on the disk stays. */
  free: { arguments: Record<string, never>; result: Memory };
  /** What would be downloaded from the hub. Asks for lists, a header or a small file. */
  planDownload: { arguments: DownloadRequest; result: DownloadAnswer };
  /** Begins a download, or goes on with what is left of one. It belongs to the engine: no client has to stay for it. */
  startDownload: { arguments: DownloadRequest; result: readonly Download[] };
  /** What was fetched is kept. */
  stopDownload: { arguments: { id: string }; result: readonly Download[] };
  /** Takes away what was fetched of one that is neither under way nor done, and forgets it. */
  discardDownload: { arguments: { id: string }; result: readonly Download[] };
  /** Those under way, those that ended since the engine was started, and what is left of earlier ones. */
  downloads: { arguments: Record<string, never>; result: readonly Download[] };
  /** Whether the libraries that CUDA needs are installed, where, and what that takes. */
  gpuState: { arguments: Record<string, never>; result: GpuRuntime };
  /** Begins to install them, or goes on, as one of the downloads; with `repair` every file that is there is checked first. */
  installGpu: { arguments: { repair: boolean }; result: readonly Download[] };
  removeGpu: { arguments: Record<string, never>; result: GpuRuntime };
}

const downloadRequest = z.object({
  source: z.string().min(1).max(1000),
  precision: z.enum(['fp16', 'fp32']),
  name: id.optional(),
  commit: z.string().max(100).optional(),
});

const budget = z.object({
  bytes: z
    .int()
    .min(0)
    .max(2 ** 40),
});

export const machineCallSchemas: SchemasOf<MachineCalls> = {
  device: nothing,
  chooseDevice: z.object({ choice: z.enum(['auto', ...providers.map(({ name }) => name)]) }),
  checkDevices: nothing,
  memory: nothing,
  setCacheBudget: budget,
  storedResults: nothing,
  setStoredResultsBudget: budget,
  clearStoredResults: nothing,
  free: nothing,
  planDownload: downloadRequest,
  startDownload: downloadRequest,
  stopDownload: z.object({ id }),
  discardDownload: z.object({ id }),
  downloads: nothing,
  gpuState: nothing,
  installGpu: z.object({ repair: z.boolean() }),
  removeGpu: nothing,
};
