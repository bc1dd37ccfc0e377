import { type ReadonlySignal, signal } from '@preact/signals';
import { z } from 'zod';
import { runPlaceSchema, seedModeSchema } from '../../jobs/job.ts';
import { MOST_JOBS } from '../../protocol/jobCalls.ts';

const MEBIBYTE = 2 ** 20;

/** What each window has for itself, from where it was left last: what stands where, and what was asked for last. */
const windowSchema = z.object({
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
  /** Where runs go that somebody asks for, if a queue is named. */
  runPlace: runPlaceSchema.catch('here'),
});

/** What is the same in all windows. */
const sharedSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).catch('dark'),
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

const preferencesSchema = windowSchema.extend(sharedSchema.shape);

export type PreferenceValues = z.output<typeof preferencesSchema>;
export interface Preferences {
  readonly values: ReadonlySignal<PreferenceValues>;
  set(change: Partial<PreferenceValues>): void;
  /** Takes over what another window has written of what is the same in all. */
  follow(): void;
}

export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'arcspace.preferences';

/** Undefined where the store is closed, empty or holds something else. */
function read(store: KeyValueStore): PreferenceValues | undefined {
  try {
    return preferencesSchema.safeParse(JSON.parse(store.getItem(KEY) ?? '')).data;
  } catch {
    return undefined;
  }
}

/**
 * What the program remembers of how it was left; broken or missing values fall back one by one. All windows write into one
 * store: each changes there what was changed in it, and leaves the rest as the others wrote it.
 */
export function createPreferences(store: KeyValueStore): Preferences {
  const values = signal(read(store) ?? preferencesSchema.parse({}));
  return {
    values,
    set(change) {
      const before = values.peek();
      values.value = { ...before, ...change };
      try {
        store.setItem(KEY, JSON.stringify({ ...(read(store) ?? before), ...change }));
      } catch {
        // A full or forbidden store only means that the next start begins afresh.
      }
    },
    follow() {
      const written = read(store);
      if (written) values.value = { ...values.peek(), ...sharedSchema.parse(written) };
    },
  };
}

/** Keeps the preferences of a window to those that are changed in others, until it is ended. */
export function followOtherWindows(preferences: Preferences, page: Window): () => void {
  const hear = ({ key }: StorageEvent) => {
    if (key === KEY) preferences.follow();
  };
  page.addEventListener('storage', hear);
  return () => page.removeEventListener('storage', hear);
}
