import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { providers } from '../../protocol/providers.ts';
import type { DeviceChoice, ProviderFinding } from '../../protocol/types.ts';
import { writeWhole } from '../files/writeWhole.ts';

const provider = z.enum(providers.map(({ name }) => name));

const recordSchema = z.object({
  /** What the user chose in the editor. */
  choice: z.enum(['auto', ...provider.options]).exactOptional(),
  /** The machine that the findings are about, as `describeMachine` writes it. */
  machine: z.string(),
  findings: z.array(
    z.object({
      provider,
      state: z.enum(['runs', 'slow', 'fails', 'untried']),
      finding: z.string(),
      remedy: z.string().exactOptional(),
      speed: z.number().positive().exactOptional(),
    }),
  ),
});

/** What this user's programs know of the machine. */
export interface DeviceRecord {
  readonly choice?: DeviceChoice;
  readonly machine: string;
  readonly findings: readonly ProviderFinding[];
}

/** Undefined where there is none that can be read: what it said is found out again. */
export async function readDeviceRecord(file: string): Promise<DeviceRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whole or not at all. Where it cannot be written, later starts take longer and that is all. */
export async function writeDeviceRecord(file: string, record: DeviceRecord): Promise<void> {
  await writeWhole(file, JSON.stringify(record, null, 2)).catch(() => undefined);
}
