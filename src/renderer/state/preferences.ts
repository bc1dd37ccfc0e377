import { type ReadonlySignal, signal } from '@preact/signals';
import { z } from 'zod';
import { seedModeSchema } from '../../jobs/job.ts';
import { MOST_JOBS } from '../../protocol/jobCalls.ts';

const MEBIBYTE = 2 ** 20;

const preferencesSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).catch('dark'),
  rail: z.enum(['palette', 'workflows', 'models', 'queue', 'outline', 'none']).catch('none'),
  railWidth: z.number().min(200).max(480).catch(264),
  inspector: z.boolean().catch(true),
  inspectorWidth: z.number().min(260).max(560).catch(320),
  drawer: z.enum(['results', 'plots', 'log', 'none']).catch('none'),
  drawerHeight: z.number().min(120).max(640).catch(220),
  /** Whether the whole graph is shown small in a corner of the canvas. */
  map: z.boolean().catch(false),
  /** How often the queue was last asked to run a workflow, and with which seeds. */
  queueCount: z.int().min(1).max(MOST_JOBS).catch(1),
  queueSeeds: seedModeSchema.catch('next'),
  /** Newest first. */
  recents: z
    .array(z.object({ path: z.string(), title: z.string(), thumbnail: z.string().optional() }))
    .max(12)
    .catch([]),
  /** Bytes of pictures that the results of this session may take, of what undo keeps over a reload, and of the engine's cache. */
  resultsBudget: z
    .number()
    .min(MEBIBYTE)
    .catch(256 * MEBIBYTE),
  historyBudget: z
    .number()
    .min(0)
    .catch(8 * MEBIBYTE),
  cacheBudget: z.number().min(0).nullable().catch(null),
  /** Keys of commands that the user changed, by the ids of the commands. */
  shortcuts: z.record(z.string(), z.array(z.string().min(1).max(40)).max(4).readonly()).catch({}),
  /** The program was started before. */
  greeted: z.boolean().catch(false),
});

export type PreferenceValues = z.output<typeof preferencesSchema>;
export interface Preferences {
  readonly values: ReadonlySignal<PreferenceValues>;
  set(change: Partial<PreferenceValues>): void;
}

export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'arcspace.preferences';

function read(store: KeyValueStore): PreferenceValues {
  try {
    return preferencesSchema.catch(preferencesSchema.parse({})).parse(JSON.parse(store.getItem(KEY) ?? '{}'));
  } catch {
    return preferencesSchema.parse({});
  }
}

/** What the program remembers of how it was left; broken or missing values fall back one by one. */
export function createPreferences(store: KeyValueStore): Preferences {
  const values = signal(read(store));
  return {
    values,
    set(change) {
      values.value = { ...values.peek(), ...change };
      try {
        store.setItem(KEY, JSON.stringify(values.peek()));
      } catch {
        // A full or forbidden store only means that the next start begins afresh.
      }
    },
  };
}
