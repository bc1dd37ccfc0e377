import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { themes } from '../protocol/desktop.ts';

const place = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});

/** Where a window was left. */
export type Place = z.output<typeof place>;

const settingsSchema = z.object({
  place: place.nullable().catch(null),
  theme: z.enum(themes).catch('dark'),
  /** Paths of files outside and inside the workspace, the newest first. */
  recents: z.array(z.string()).max(12).catch([]),
  looksForUpdates: z.boolean().catch(true),
  /** Milliseconds since 1970. */
  lookedForUpdates: z.number().catch(0),
});

export type SettingValues = z.output<typeof settingsSchema>;

export interface Settings {
  readonly values: SettingValues;
  set(change: Partial<SettingValues>): void;
}

function read(file: string): SettingValues {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return settingsSchema.parse({});
  }
}

/** What the desktop app remembers from start to start; broken or missing values fall back one by one. */
export function createSettings(file: string): Settings {
  let values = read(file);
  return {
    get values() {
      return values;
    },
    set(change) {
      values = { ...values, ...change };
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.new`, JSON.stringify(values, null, 2));
        renameSync(`${file}.new`, file);
      } catch {
        // A full or protected disk only means that the next start begins afresh.
      }
    },
  };
}
