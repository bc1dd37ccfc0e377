import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Problem, problemFrom } from '../../../graph/problem.ts';
import type {
  SharedQueue as Named,
  QueueWishes,
  QueueWorkers,
  SharedQueueChoice,
} from '../../../protocol/sharedQueueCalls.ts';
import type { RunPlace } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { onReconnect } from '../../hosts/onReconnect.ts';
import type { Log } from '../log.ts';
import type { Preferences } from '../preferences.ts';

/** The queue whose workers compute runs, and whether those of this window go there. */
export interface SharedQueue {
  /** Null until the engine has told. */
  readonly named: ReadonlySignal<Named | null>;
  /** As they were when somebody looked last. */
  readonly workers: ReadonlySignal<QueueWorkers | null>;
  /** Where runs go. */
  readonly place: ReadonlySignal<RunPlace>;
  /** Sends runs there where one is named. @returns whether they go there now. */
  goTo(place: RunPlace): boolean;
  /** Connects to it. @returns what kept that from being done. */
  choose(choice: SharedQueueChoice): Promise<Problem | undefined>;
  /** Says how runs are sent from now on; what is not named stays as it is. */
  wish(changed: Partial<QueueWishes>): Promise<void>;
  forget(): Promise<void>;
  /** Asks for the workers every few seconds until what comes back is called. */
  watch(): () => void;
  dispose(): void;
}

/** Milliseconds. */
const LOOK_EVERY = 3_000;

export function createSharedQueue(client: HostClient, preferences: Preferences, log: Log): SharedQueue {
  const named = signal<Named | null>(null);
  const workers = signal<QueueWorkers | null>(null);
  let watchers = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = async (): Promise<void> => {
    // Without a connection there is nobody to ask.
    named.value = await client.call('sharedQueue', {}).catch(() => named.peek());
  };
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    if (named.peek()?.address) workers.value = await client.call('queueWorkers', {}).catch(() => workers.peek());
    else workers.value = null;
    clearTimeout(timer);
    if (watchers > 0) timer = setTimeout(() => void look(), LOOK_EVERY);
  };
  const place = computed<RunPlace>(() => {
    const isNamed = named.value !== null && named.value.address !== null;
    return isNamed && preferences.values.value.runPlace === 'queue' ? 'queue' : 'here';
  });
  void refresh();
  const stop = onReconnect(client.connection, refresh);
  return {
    named,
    workers,
    place,
    goTo(runPlace) {
      if (runPlace === 'queue' && !named.peek()?.address) return false;
      preferences.set({ runPlace });
      return true;
    },
    async choose(choice) {
      try {
        named.value = await client.call('chooseSharedQueue', choice);
        void look();
        return undefined;
      } catch (thrown) {
        return problemFrom(thrown);
      }
    },
    async wish(changed) {
      const known = named.peek();
      if (!known) return;
      try {
        named.value = await client.call('wishOfSharedQueue', { ...known.wishes, ...changed });
      } catch (thrown) {
        // The control shows again what holds.
        named.value = { ...known };
        log.problem(problemFrom(thrown));
      }
    },
    async forget() {
      try {
        named.value = await client.call('forgetSharedQueue', {});
        workers.value = null;
      } catch (thrown) {
        log.problem(problemFrom(thrown));
      }
    },
    watch() {
      watchers++;
      void look();
      return () => {
        watchers--;
      };
    },
    dispose() {
      stop();
      watchers = 0;
      clearTimeout(timer);
    },
  };
}
